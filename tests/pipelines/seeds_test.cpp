// SPDX-License-Identifier: MIT
// The news pipeline on five real articles, where they are at hand, read as a person who knows them would.
#include <fstream>
#include <set>

#include <yaml-cpp/yaml.h>

#include "news_run.hpp"

using namespace quern::testing;
namespace fs = std::filesystem;

namespace {

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

TEST_CASE(
    "the seeds: no debris, no lost sentence, headline and date as metadata, every direct quotation's "
    "speaker") {
    const auto seeds = fs::path(QUERN_SOURCE_DIR).parent_path() / "shared/seeds";
    if (!fs::exists(seeds)) {
        WARN("skipped: " << seeds << " is not there");
        return;
    }
    const auto results = run_news(seeds);
    for (const auto& article :
         YAML::LoadFile(QUERN_SOURCE_DIR "/tests/pipelines/seeds_expected.yaml")["documents"]) {
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
        const auto rows = quotes_of(document);
        for (const auto& quoted : article["quoted"]) {
            const auto number = quoted[0].as<std::size_t>();
            auto string = strings_in_marks(lines.at(number - 1)).at(quoted[1].as<std::size_t>() - 1);
            for (auto words = quoted[4].as<int>(0); words > 0; --words) string.erase(string.rfind(' '));
            CAPTURE(number, string);
            const auto use = quoted[2].as<std::string>();
            if (use == "direct") CHECK(is_told_by(rows, string, quoted[3].as<std::string>()));
            if (use == "none")
                for (const auto& row : rows) CHECK(row.letters != letters(string));
        }
    }
}

TEST_CASE(
    "the seeds: one entity for each person and country, however it is written, with keys for the countries") {
    const auto seeds = fs::path(QUERN_SOURCE_DIR).parent_path() / "shared/seeds";
    if (!fs::exists(seeds)) {
        WARN("skipped: " << seeds << " is not there");
        return;
    }
    const std::map<std::string, std::string> known{
        {"Hua Chunying", ""},  {"Kim Jong Un", ""}, {"Shen Yi", ""},        {"China", "CN"},
        {"North Korea", "KP"}, {"US", "US"},        {"United States", "US"}};
    const std::map<std::string, std::string> alone{{"Hua", "Hua Chunying"}, {"Chunying", "Hua Chunying"},
                                                   {"Shen", "Shen Yi"},     {"Kim", "Kim Jong Un"},
                                                   {"Un", "Kim Jong Un"},   {"Kim Jing Un", "Kim Jong Un"}};
    std::set<std::string> seen;
    for (const auto& [id, document] : run_news(seeds)) {
        CAPTURE(id);
        std::map<std::string, std::set<int>> entities;  // by name, and countries by key
        for (const auto& row : document["layers"]["entities"].GetArray()) {
            const auto name = member(row, "name"), key = member(row, "key"),
                       text = collapsed(member(row, "text"));
            entities[key.empty() ? name : key].insert(row["entity"].GetInt());
            if (const auto entry = known.find(name); entry != known.end()) {
                CHECK(key == entry->second);
                seen.insert(name);
            }
            if (const auto full = alone.find(text); full != alone.end()) CHECK(name == full->second);
        }
        for (const auto& [name, numbers] : entities) {
            CAPTURE(name);
            if (known.contains(name) || name == "US" || name == "KP" || name == "CN")
                CHECK(numbers.size() == 1);
        }
    }
    CHECK(seen.size() == known.size());
}
