// SPDX-License-Identifier: MIT
// The news pipeline on whole articles, read as a person who knows them would: the sample corpus, and the five
// seeds where they are at hand.
#include <algorithm>
#include <cctype>

#include <yaml-cpp/yaml.h>
#include <catch2/catch.hpp>

#include "command.hpp"
#include "results.hpp"

using namespace quern::testing;
namespace fs = std::filesystem;

namespace {

const fs::path source = QUERN_SOURCE_DIR;

using Results = std::map<std::string, rapidjson::Document>;

Results run_news(const fs::path& input) {
    TemporaryFolder folder;
    folder.write("news.yaml", "extends: " + (source / "configs/news.yaml").string() +
                                  "\noutputs: [{ use: export.json, path: out.ndjson }]\n");
    const auto result = run_quern("run news.yaml '" + input.string() + "'", folder.path());
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return read_ndjson(folder / "out.ndjson");
}

std::string member(const rapidjson::Value& object, const char* name) {
    const auto found = object.FindMember(name);
    return found != object.MemberEnd() && found->value.IsString() ? found->value.GetString() : "";
}

std::string metadata(const rapidjson::Document& document, const char* name) {
    return document.HasMember("metadata") ? member(document["metadata"], name) : "";
}

// Names are compared without case and leading article: "A spokesman" and "a spokesman" are one.
std::string comparable(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    for (const std::string article : {"a ", "an ", "the "})
        if (name.starts_with(article)) return name.substr(article.size());
    return name;
}

std::string letters(std::string_view text) {
    std::string result;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)) || (c & 0x80)) result += c;
    return result;
}

// Whether rows of quotes with that speaker hold the whole of `text`: as one row, or sentence by sentence.
bool is_told_by(const rapidjson::Document& document, const std::string& text, const std::string& speaker) {
    const auto wanted = letters(collapsed(text));
    if (!document["layers"].HasMember("quotes")) return false;
    for (const auto& row : document["layers"]["quotes"].GetArray()) {
        const auto told = letters(collapsed(member(row, "text")));
        if (told.find(wanted) == std::string::npos &&
            (told.size() < 20 || wanted.find(told) == std::string::npos))
            continue;
        if (comparable(collapsed(member(row, "speaker_name"))) == comparable(speaker)) return true;
    }
    return false;
}

std::vector<std::string> lines_of(const fs::path& path) {
    std::vector<std::string> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

// The strings inside double marks of one line, curly or straight; one that is never closed runs to the line's
// end or the next opening mark.
std::vector<std::string> strings_in_marks(const std::string& line) {
    std::vector<std::string> found;
    std::size_t begin = std::string::npos;
    const auto close = [&](std::size_t end) {
        if (begin != std::string::npos) found.push_back(line.substr(begin, end - begin));
        begin = std::string::npos;
    };
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool opening = line.compare(i, 3, "“") == 0, closing = line.compare(i, 3, "”") == 0;
        if (opening) {
            close(i);
            begin = i + 3;
        } else if (closing) {
            close(i);
        } else if (line[i] == '"') {
            if (begin == std::string::npos)
                begin = i + 1;
            else
                close(i);
        }
    }
    close(line.size());
    return found;
}

}  // namespace

TEST_CASE("the sample corpus: articles are kept, debris goes, metadata is what the page prints") {
    const auto results = run_news(source / "corpus");
    const auto expected =
        YAML::LoadFile((source / "tests/pipelines/corpus_expected.yaml").string())["documents"];
    REQUIRE(results.size() == expected.size());
    for (const auto& article : expected) {
        const auto id = article["id"].as<std::string>();
        CAPTURE(id);
        REQUIRE(results.count(id) == 1);
        const auto& document = results.at(id);
        const auto text = collapsed(document["text"].GetString());
        for (const auto& kept : article["kept"])
            CHECK_THAT(text, Catch::Contains(collapsed(kept.as<std::string>())));
        for (const auto& debris : article["debris"])
            CHECK_THAT(text, !Catch::Contains(collapsed(debris.as<std::string>())));
        CHECK(collapsed(metadata(document, "title")) == collapsed(article["title"].as<std::string>()));
        if (article["author"]) CHECK(metadata(document, "author") == article["author"].as<std::string>());
        if (article["published"])
            CHECK(metadata(document, "published") == article["published"].as<std::string>());
    }
}

TEST_CASE("the sample corpus: nine in ten direct quotations are found with their speaker") {
    const auto results = run_news(source / "corpus");
    const auto expected =
        YAML::LoadFile((source / "tests/pipelines/corpus_expected.yaml").string())["documents"];
    int right = 0, all = 0;
    std::string missed;
    for (const auto& article : expected) {
        const auto id = article["id"].as<std::string>();
        for (const auto& quote : article["direct"]) {
            const auto text = quote["text"].as<std::string>(), speaker = quote["speaker"].as<std::string>();
            ++all;
            if (is_told_by(results.at(id), text, speaker))
                ++right;
            else
                missed += "  " + id + ": " + speaker + ": " + text + "\n";
        }
    }
    INFO(right << " of " << all << " right; missed:\n" << missed);
    CHECK(right >= all * 90 / 100);
}

TEST_CASE(
    "the seeds: no debris, no lost sentence, headline and date as metadata, every direct quotation's "
    "speaker") {
    const auto seeds = source.parent_path() / "shared/seeds";
    if (!fs::exists(seeds)) {
        WARN("skipped: " << seeds << " is not there");
        return;
    }
    const auto results = run_news(seeds);
    for (const auto& article :
         YAML::LoadFile((source / "tests/pipelines/seeds_expected.yaml").string())["documents"]) {
        const auto id = article["id"].as<std::string>();
        CAPTURE(id);
        const auto lines = lines_of(seeds / id);
        const auto line = [&](const YAML::Node& number) {
            return collapsed(lines.at(number.as<std::size_t>() - 1));
        };
        const auto& document = results.at(id);
        const auto text = collapsed(document["text"].GetString());
        for (const auto& number : article["body"]) CHECK_THAT(text, Catch::Contains(line(number)));
        for (const auto& number : article["debris"]) CHECK_THAT(text, !Catch::Contains(line(number)));
        CHECK(collapsed(metadata(document, "title")) == line(article["headline"]));
        for (const auto* name : {"published", "author"})
            if (article[name]) CHECK(metadata(document, name) == article[name].as<std::string>());
        for (const auto& quoted : article["quoted"]) {
            const auto number = quoted[0].as<std::size_t>();
            const auto string = strings_in_marks(lines.at(number - 1)).at(quoted[1].as<std::size_t>() - 1);
            CAPTURE(number, string);
            const auto use = quoted[2].as<std::string>();
            if (use == "direct") CHECK(is_told_by(document, string, quoted[3].as<std::string>()));
            if (use == "none")
                for (const auto& row : document["layers"]["quotes"].GetArray())
                    CHECK(letters(collapsed(member(row, "text"))) != letters(collapsed(string)));
        }
    }
}
