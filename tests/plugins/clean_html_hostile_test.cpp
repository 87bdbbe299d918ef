// SPDX-License-Identifier: MIT
// Pages that are broken, or made to do harm.
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "article_page.hpp"

using namespace quern;
using namespace quern::testing;

TEST_CASE("hostile pages are refused with a reason, or come through") {
    CHECK_THROWS_WITH(cleaned(repeated("<div>", 100'000)), Catch::Contains("more than 2000 elements nested"));
    CHECK_THROWS_WITH(cleaned(repeated("<p><font color=1>", 100'000)),
                      Catch::Contains("formatting elements"));
    CHECK_THROWS_WITH(cleaned(repeated("<body a=1>", 100'000)), Catch::Contains("html and body tags"));
    for (const auto& html : std::vector<std::string>{std::string(),
                                                     std::string("<"),
                                                     std::string("<p"),
                                                     std::string("</"),
                                                     std::string("<!--"),
                                                     std::string("<p a='"),
                                                     std::string(1000, '\0'),
                                                     "<p>" + std::string(1000, '\0') + first,
                                                     repeated("&amp;", 100'000),
                                                     repeated("<a href=x>", 300),
                                                     repeated("<table><tr><td>", 900),
                                                     repeated("<!--", 100'000),
                                                     repeated("<p>", 130'000),
                                                     repeated("<script>", 10'000),
                                                     repeated("<li>one ", 100'000),
                                                     repeated("</p>", 100'000),
                                                     repeated("<svg><g>", 900),
                                                     repeated("<table>x", 900),
                                                     "<plaintext>" + first,
                                                     "<textarea>" + first,
                                                     "<title>" + first,
                                                     "<select>" + first}) {
        CAPTURE(html.size());
        CHECK_NOTHROW(cleaned(html));
    }
}

TEST_CASE("ten megabytes of paragraphs that are never closed come through whole") {
    std::string html, text;
    for (int i = 0; html.size() < 10'000'000; ++i) {
        const auto paragraph = "On the day " + std::to_string(i) + " of the winter it was " + third;
        html += "<p>" + paragraph;
        text += (i == 0 ? "" : "\n\n") + paragraph;
    }
    CHECK((cleaned(html).text() == text));
}

TEST_CASE("a large page that is little but tags is refused, for they would fill the memory") {
    const auto refused = Catch::Contains("too many are tags");
    CHECK_THROWS_WITH(cleaned(repeated("<p>", 3'000'000)), refused);
    CHECK_THROWS_WITH(cleaned(repeated("<br>", 10'000'000 / 4)), refused);
    CHECK_THROWS_WITH(cleaned(repeated("<!-- -->", 500'000)), refused);
    CHECK_THROWS_WITH(cleaned("<p " + repeated("a ", 600'000) + ">" + first), refused);
    CHECK(cleaned(repeated("<p>", 130'000) + first).text() == first);
}

TEST_CASE("what nests too deeply is refused and the page after it is read") {
    const std::string deep = repeated("<b>", 10'000) + first;
    CHECK_THROWS_WITH(cleaned(deep), Catch::Contains("never closed"));
    CHECK(cleaned(page()).text() == body());
}

TEST_CASE("drawings of thousands of closed shapes stand beside an article that is read") {
    const auto article = "<article>" + p(first) + p(second) + p(third) + "</article>";
    for (const auto& drawing : std::vector<std::string>{
             "<svg>" + repeated("<path d=\"M0 0L1 1\"/>", 2'500) + "</svg>",
             "<svg>" + repeated("<g><path d=\"M0 0\"/><circle r=1 /></g>", 1'100) + "</svg>",
             "<svg>" + repeated("<style>a{}</style><title>A ferry</title><path/>", 2'500) + "</svg>",
             "<math>" + repeated("<mrow><mspace/><mi>x</mi></mrow>", 2'500) + "</math>",
             "<svg><foreignObject><p>A ferry</p><div>sails</div></foreignObject>" +
                 repeated("<path/>", 2'500) + "</svg>"}) {
        CAPTURE(drawing.substr(0, 60));
        CHECK(cleaned(drawing + article).text() == body());
    }
}

TEST_CASE("a closing slash opens an element where HTML's own rules hold") {
    const auto shapes = repeated("<x/>", 3'000);
    for (const std::string before : {"", "<svg/>", "<svg></svg>", "<svg><g></svg>", "<svg><foreignObject>",
                                     "<svg><div>", "<div><svg></div>", "<svg><g><desc><x></g>"}) {
        CAPTURE(before);
        CHECK_THROWS_WITH(cleaned(before + shapes), Catch::Contains("elements nested"));
    }
    CHECK_THROWS_WITH(cleaned("<svg>" + repeated("<g a=b/>", 3'000)), Catch::Contains("elements nested"));
}

TEST_CASE("no quote, title or comment hides from the count what the parser sees") {
    const auto nested = repeated("<div>", 3'000) + "x";
    for (const std::string before :
         {"<p a=b=\">x</p>", "<p a=b\">x</p>", "<p =\">x</p>", "<p a/=\">x</p>", "<p a=\"b\"=\">x</p>",
          "<svg><title>", "<svg><style>", "<svg></b><title>", "<svg><font><title>", "<!x <p a=\">",
          "<?x <p a=\">", "</ <p a=\">", "<script></scriptx></script>", "<svg><![CDATA[<p a=\"]]>"}) {
        CAPTURE(before);
        CHECK_THROWS_WITH(cleaned(page(before + nested)), Catch::Contains("elements nested"));
    }
}

TEST_CASE("end tags that are script take nothing from the count") {
    const auto opened = repeated("<div>", 1'500), closed = repeated("</div>", 1'500);
    const auto script = "<script><!--<script></script>" + closed + "--></script>";
    CHECK_THROWS_WITH(cleaned(page(repeated(opened + script, 2))), Catch::Contains("elements nested"));
    for (const std::string script : {"<script>", "<script/>"})
        CHECK_THROWS_WITH(cleaned(page(opened + "<select><svg>" + script + closed + "</script></select>")),
                          Catch::Contains("a script with tags, in an svg"));
}

TEST_CASE("a script without tags in a drawing behind a select does no harm") {
    CHECK(cleaned(page("<select><option>x</select><svg><script>x = 1</script></svg>")).text() == body());
}

TEST_CASE("a script ends where the parser has it end") {
    const auto tags = repeated("<div>", 3'000);
    for (const std::string& script : {"<script><!--<script></script>" + tags + "</script>",
                                      std::string("<script><!--<script>--><b></script>"),
                                      "<script><!--<script></script>" + tags + "--></script>"}) {
        CAPTURE(script.substr(0, 40));
        CHECK(cleaned(page(script)).text() == body());
    }
    for (const std::string script :
         {"<script><!--<scripts></script>", "<script><!---><script></script>",
          "<script><!--<script/></script></script >", "<script><!--<script></script></script>"}) {
        CAPTURE(script);
        CHECK_THROWS_WITH(cleaned(page(script + tags + "x")), Catch::Contains("elements nested"));
    }
}

TEST_CASE("tags inside a quoted value or a script are none") {
    const auto tags = repeated("<div>", 3'000);
    for (const std::string& inside :
         {"<i a=\"" + tags + "\"></i>", "<i a = '" + tags + "'></i>", "<i b=c a\n=\n\"" + tags + "\"></i>",
          "<script></scriptx>" + tags + "</script >"}) {
        CAPTURE(inside.substr(0, 30));
        CHECK(cleaned(page(inside)).text() == body());
    }
}

TEST_CASE("an end tag closes no element of another name") {
    // Whatever way the names are kept, two of so many would be taken for one.
    for (char a = 'a'; a <= 'z'; ++a)
        for (char b = 'a'; b <= 'z'; ++b) {
            const std::string name{'x', a, b};
            CAPTURE(name);
            CHECK_THROWS_WITH(cleaned(repeated("<div></" + name + ">", 3'000)),
                              Catch::Contains("elements nested"));
        }
    CHECK_THROWS_WITH(cleaned(repeated("<my-element></my-elements>", 3'000)),
                      Catch::Contains("elements nested"));
}

TEST_CASE("anchors that are never closed end one another and do not pile up") {
    std::string html;
    for (int i = 0; i < 600; ++i)
        html += "<p><a name=p" + std::to_string(i) + ">" + std::to_string(i) + ": " + third + "</p>";
    CHECK(cleaned("<article>" + html + "</article>").text().starts_with("0: " + third));
}

namespace {

// A file as it is read and then cleaned.
Document read_and_cleaned(std::string bytes, const std::string& name = "page.html") {
    static StageRunner read("read_files", "read.files"), clean("clean_pages", "clean.html");
    static const bool set =
        (read.set("path", std::vector<std::filesystem::path>{QUERN_SOURCE_DIR "/corpus"}), true);
    static_cast<void>(set);
    Item item;
    item.id = item.uri = name;
    item.media_type = "text/html";
    item.data = std::move(bytes);
    Document document;
    document.id = name;
    read.as<Reader>().load(item, document);
    clean.process(document);
    check_origin(document);
    return document;
}

std::string in_utf16(const std::string& ascii, bool big) {
    std::string out = big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : ascii) out += big ? std::string{'\0', c} : std::string{c, '\0'};
    return out;
}

const std::string plain =
    "The ferry to Lindholm was stopped on Monday, the harbour office of the island said.";

}  // namespace

TEST_CASE("pages in any charset, declared rightly, wrongly or not at all, become the same text") {
    const std::string latin =
        "The caf\xE9 of Malm\xF6 was closed on Monday after a fire, the owner of the house said.";
    const std::string unicode =
        "The café of Malmö was closed on Monday after a fire, the owner of the house said.";
    const auto with = [](const std::string& head, const std::string& text) {
        return "<html><head>" + head + "</head><body><article>" + p(text) + p(plain) +
               p(plain + " Nobody was hurt.") + "</article></body></html>";
    };
    const std::string end = "\n\n" + plain + "\n\n" + plain + " Nobody was hurt.";
    CHECK(read_and_cleaned(with("<meta charset=iso-8859-1>", latin)).text() == unicode + end);
    CHECK(read_and_cleaned(
              with("<meta http-equiv=content-type content='text/html; charset=windows-1252'>", latin))
              .text() == unicode + end);
    CHECK(read_and_cleaned(with("", latin)).text() == unicode + end);
    CHECK(read_and_cleaned(with("", unicode)).text() == unicode + end);
    CHECK(read_and_cleaned(with("<meta charset=iso-8859-1>", unicode)).text() == unicode + end);
    CHECK(read_and_cleaned(with("<meta charset=no-such-thing>", unicode)).text() == unicode + end);
    CHECK(read_and_cleaned("\xEF\xBB\xBF" + with("<meta charset=iso-8859-1>", unicode)).text() ==
          unicode + end);
    for (const bool big : {false, true})
        CHECK(read_and_cleaned(in_utf16(with("", plain), big)).text() == plain + end);
}

TEST_CASE("bytes that are no UTF-8, and NULs, spoil nothing around them") {
    const std::string nul(1, '\0');
    const auto document = read_and_cleaned(
        "<article>" +
        p("Übermäßig große Fähren für Öländer, Åländer und Småländer: gäbe es höhere Gebühren?") +
        p("The ferry \xC3( sailed\xFF on Monday for the island, the office said.") +
        p("A NUL " + nul + " stands in this sentence, which is long enough to be one.") + p(third) +
        "</article>");
    CHECK(document.text().find(
              "\n\nThe ferry \uFFFD( sailed\uFFFD on Monday for the island, the office said.\n\nA NUL ") !=
          std::string::npos);
    CHECK(document.text().ends_with(" stands in this sentence, which is long enough to be one.\n\n" + third));
}

TEST_CASE("what is no page is told apart by its bytes, not its name") {
    CHECK_THROWS_WITH(read_and_cleaned("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Type /Catalog >>"),
                      Catch::Contains("a PDF document"));
    CHECK_THROWS_WITH(read_and_cleaned(std::string("PK\x03\x04\x14\0\0\0", 8)),
                      Catch::Contains("a ZIP archive"));
}
