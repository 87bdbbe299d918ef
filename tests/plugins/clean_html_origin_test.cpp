// SPDX-License-Identifier: MIT
// Each byte of a text that clean.html makes can be found in the page.
#include <catch2/catch.hpp>

#include <cstdint>
#include <filesystem>
#include <quern/input.hpp>
#include <random>
#include <string>
#include <vector>

#include "article_page.hpp"

using namespace quern;
using namespace quern::testing;

TEST_CASE("entities, line ends and joined texts keep their place in the page") {
    const std::string source = page(
        "<p>Fish &amp; chips cost &pound;3 &mdash; or &#x20AC;4 &ampmore &nosuch; at\r\nthe quay,&nbsp;they "
        "say.</p>"
        "<p>An <b>unclosed</i> tag</b> joins what stands beside it, as the parser sees it.</p>");
    const auto document = cleaned(source);
    CHECK(document.text() ==
          body("Fish & chips cost £3 — or €4 &more &nosuch; at the quay,\u00a0they say.\n\n"
               "An unclosed tag joins what stands beside it, as the parser sees it."));
    const auto place = [&](const std::string& what) {
        const auto at = static_cast<std::uint32_t>(document.text().find(what));
        return std::string(
            document.source_span({at, at + static_cast<std::uint32_t>(what.size())}).of(source));
    };
    CHECK(place("&") == "&amp;");
    CHECK(place("£") == "&pound;");
    CHECK(place("€4") == "&#x20AC;4");
    CHECK(place("at the quay") == "at\r\nthe quay");
    CHECK(place("unclosed tag") == "unclosed</i> tag");
    CHECK(place("joins what") == "joins what");
}

TEST_CASE("text is copied in pieces as large as can be") {
    const auto document =
        cleaned("<article>" +
                p("Fish &amp; chips and a great deal more of it, as they say at the quay of the island.") +
                "</article>");
    CHECK(document.origin().pieces().size() == 3);
}

TEST_CASE("a byte order mark is no text and shifts nothing") {
    const auto document = cleaned("\xEF\xBB\xBF" + page());
    CHECK(document.text() == body());
}

TEST_CASE("of random pages every copied piece is found in the source") {
    const std::vector<std::string> parts{first,
                                         second,
                                         "<p>",
                                         "</p>",
                                         "<b>",
                                         "</b>",
                                         "<i>",
                                         "</i>",
                                         "<div class=x>",
                                         "</div>",
                                         "<table>",
                                         "<tr>",
                                         "<td>",
                                         "</td>",
                                         "</table>",
                                         "&amp;",
                                         "&nbsp;",
                                         "&nosuch",
                                         "&#0;",
                                         "&#x80;",
                                         "\r\n",
                                         "\r",
                                         " \n ",
                                         std::string(1, '\0'),
                                         "<br>",
                                         "<pre>\n",
                                         "</pre>",
                                         "<li>",
                                         "<a href=x>",
                                         "</a>",
                                         "<h2>No way</h2>",
                                         "<svg>",
                                         "</svg>",
                                         "<!-- x -->",
                                         "<script>x</script>",
                                         "“",
                                         "é",
                                         "<",
                                         "<article>",
                                         "</article>",
                                         "<textarea>\n",
                                         "</textarea>",
                                         "<![CDATA[x]]>",
                                         "<plaintext>",
                                         "<select>",
                                         "</select>",
                                         "&notin;",
                                         "&NotEqualTilde;"};
    std::mt19937 random(11);
    for (int round = 0; round < 3000; ++round) {
        std::string html;
        for (auto count = random() % 60; count > 0; --count) {
            auto pick = random() % parts.size();
            if (parts[pick] == "<plaintext>" && random() % 20 != 0) pick = 0;
            html += parts[pick];
        }
        CAPTURE(html);
        CHECK_NOTHROW(cleaned(html));
    }
}

namespace {

// Calls `take` with the name and the bytes of each file of a tar archive.
template <class F>
void each_file(const std::string& archive, F take) {
    constexpr std::size_t block = 512;
    for (std::size_t at = 0; at + block <= archive.size() && archive[at] != '\0';) {
        const auto size = std::stoul(archive.substr(at + 124, 11), nullptr, 8);
        if (archive[at + 156] == '0')
            take(std::string(archive.c_str() + at), archive.substr(at + block, size));
        at += block + (size + block - 1) / block * block;
    }
}

// Pages as read.files decodes them, cleaned and checked.
class ReadPages {
public:
    ReadPages() : read_("read_files", "read.files"), clean_("clean_pages", "clean.html") {
        read_.set("path", std::vector<std::filesystem::path>{QUERN_SOURCE_DIR "/corpus"});
    }
    Document cleaned(const std::string& name, std::string bytes) {
        Item item;
        item.id = item.uri = name;
        item.media_type = "text/html";
        item.data = std::move(bytes);
        Document document;
        read_.as<Reader>().load(item, document);
        clean_.process(document);
        check_origin(document);
        return document;
    }

private:
    StageRunner read_, clean_;
};

}  // namespace

TEST_CASE("of the sample corpus every copied piece is found in the source") {
    ReadPages pages;
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(QUERN_SOURCE_DIR "/corpus/html")) {
        CAPTURE(entry.path());
        CHECK(pages.cleaned(entry.path().string(), file_bytes(entry.path().string())).text().size() > 500);
        ++count;
    }
    CHECK(count > 10);
}

TEST_CASE("of all development pages every copied piece is found in the source") {
    const std::filesystem::path folder = QUERN_SOURCE_DIR "/../shared/data/html";
    if (!std::filesystem::exists(folder)) {
        WARN("the development pages are not here; skipped");
        return;
    }
    ReadPages pages;
    std::size_t count = 0, copied = 0, all = 0;
    for (const auto* name : {"news-2023.tar.zst", "web-2025.tar.zst"})
        each_file(InputFile(folder / name).read_all(std::uint64_t{1} << 30),
                  [&](const std::string& file, std::string bytes) {
                      CAPTURE(file);
                      const auto document = pages.cleaned(file, std::move(bytes));
                      for (const auto& piece : document.origin().pieces())
                          if (piece.kind == OffsetMap::Kind::copied) copied += piece.text.size();
                      all += document.text().size();
                      ++count;
                  });
    CHECK(count == 752);
    // Were little called copied, the check would say little.
    CHECK(copied * 100 > all * 95);
}
