// SPDX-License-Identifier: MIT
// The sample corpus through the cleaners: what its authors wrote down of each article is kept, and the rest
// is gone.
#include <iconv.h>
#include <yaml-cpp/yaml.h>
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

#include "cleaned.hpp"
#include "stage_runner.hpp"

using namespace quern;
using quern::testing::StageRunner;

namespace {

// White space, no-break spaces among it, made single spaces.
std::string collapsed(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool wide = text.compare(i, 2, "\u00a0") == 0;
        if (wide) ++i;
        if (wide || text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t') {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else {
            out += text[i];
        }
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::string decoded(std::string bytes, const char* charset) {
    const auto converter = iconv_open("UTF-8", charset);
    std::string out(bytes.size() * 4, '\0');
    char* from = bytes.data();
    char* to = out.data();
    std::size_t left = bytes.size(), room = out.size();
    const auto status = iconv(converter, &from, &left, &to, &room);
    iconv_close(converter);
    REQUIRE(status != static_cast<std::size_t>(-1));
    out.resize(out.size() - room);
    return out;
}

// What a reader would hand over; two of the files are not UTF-8.
std::string page_of(const std::string& id) {
    auto bytes = quern::testing::file_bytes(QUERN_SOURCE_DIR "/corpus/" + id);
    if (id == "html/dam-gazette.html") return decoded(std::move(bytes), "WINDOWS-1252");
    if (id == "html/leak-meridian.html") return decoded(std::move(bytes), "UTF-16");
    return bytes;
}

Document cleaned(const std::string& id) {
    static StageRunner html("clean_pages", "clean.html"), flat("clean_pages", "clean.flat");
    const bool is_page = id.ends_with(".html");
    auto document = quern::testing::text_document(page_of(id), is_page ? "text/html" : "text/plain");
    (is_page ? html : flat).process(document);
    quern::testing::check_origin(document);
    return document;
}

std::string value_of(const YAML::Node& entry, const char* name) {
    return entry[name] ? collapsed(entry[name].as<std::string>()) : std::string();
}

}  // namespace

TEST_CASE("of every sample article title, author and date are right, debris is gone and nothing else") {
    const auto expected =
        YAML::LoadFile(QUERN_SOURCE_DIR "/tests/pipelines/corpus_expected.yaml")["documents"];
    REQUIRE(expected.size() > 0);
    for (const auto& entry : expected) {
        const auto id = entry["id"].as<std::string>();
        CAPTURE(id);
        const auto document = cleaned(id);
        for (const auto* name : {"title", "author", "published"})
            CHECK(collapsed(std::string(document.metadata.get(name))) == value_of(entry, name));
        const auto text = collapsed(document.text());
        const auto has = [&](const YAML::Node& passage) {
            return text.find(collapsed(passage.as<std::string>())) != std::string::npos;
        };
        for (const auto& line : entry["debris"]) {
            CAPTURE(line.as<std::string>());
            CHECK_FALSE(has(line));
        }
        for (const auto& passage : entry["kept"]) {
            CAPTURE(passage.as<std::string>());
            CHECK(has(passage));
        }
        for (const auto* list : {"direct", "transcript"})
            for (const auto& quotation : entry[list]) {
                CAPTURE(quotation["text"].as<std::string>());
                CHECK(has(quotation["text"]));
            }
    }
}
