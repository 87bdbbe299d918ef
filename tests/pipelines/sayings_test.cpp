// SPDX-License-Identifier: MIT
// who_said_what.yaml on the sample corpus, compared with what its authors set down of each saying, and on
// five real articles where they are at hand.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "news_run.hpp"

using namespace quern::testing;
namespace fs = std::filesystem;

namespace {

struct Telling {
    std::string document, letters, speaker, saying;
};

struct SayingsRun {
    explicit SayingsRun(const fs::path& input, const std::string& arguments = {}) {
        const auto result =
            run_quern("run who.yaml '" + input.string() + "' " + arguments, folder_with_config());
        INFO(result.err);
        REQUIRE(result.exit_code == 0);
        rows = content(folder / "out.sayings.ndjson");
        told = content(folder / "out.tellings.ndjson");
    }
    std::vector<Telling> all() const {
        std::vector<Telling> list;
        std::istringstream lines(told);
        for (std::string line; std::getline(lines, line);) {
            rapidjson::Document row;
            row.Parse(line.c_str());
            list.push_back({member(row, "document"), letters(member(row, "text")), member(row, "speaker"),
                            std::to_string(row["saying"].GetInt())});
        }
        return list;
    }

    TemporaryFolder folder;
    std::string rows, told;

private:
    fs::path folder_with_config() {
        folder.write("who.yaml", "extends: " QUERN_SOURCE_DIR
                                 "/configs/who_said_what.yaml\n"
                                 "outputs: [{ use: export.json, path: out.ndjson, layers: [quotes] }]\n");
        return folder.path();
    }
};

}  // namespace

TEST_CASE("the sample corpus: four in five sayings find most of their tellings, and no two stories mix") {
    const SayingsRun run(fs::path(QUERN_SOURCE_DIR) / "corpus");
    const auto told = run.all();
    // Of each saying that the authors set down: the rows in which its tellings are found.
    std::map<std::string, std::set<std::string>> stories_of;  // by row of sayings
    int sayings = 0, found = 0;
    for (const auto& saying :
         YAML::LoadFile(QUERN_SOURCE_DIR "/tests/pipelines/corpus_expected.yaml")["sayings"]) {
        const auto name = saying.first.as<std::string>();
        std::map<std::string, std::set<std::string>> documents;  // by row of sayings
        std::set<std::string> all;
        for (const auto& telling : saying.second) {
            const auto id = telling["id"].as<std::string>();
            const auto text = letters(telling["text"].as<std::string>());
            all.insert(id);
            for (const auto& one : told)
                if (one.document == id && one.letters.find(text) != std::string::npos) {
                    documents[one.saying].insert(id);
                    stories_of[one.saying].insert(name.substr(0, name.find('-')));
                }
        }
        std::size_t most = 0;
        for (const auto& [row, ids] : documents) most = std::max(most, ids.size());
        ++sayings;
        found += most * 2 > all.size();
    }
    INFO(found << " of " << sayings << " sayings");
    CHECK(found * 5 >= sayings * 4);
    for (const auto& [row, stories] : stories_of) {
        CAPTURE(row);
        CHECK(stories.size() == 1);
    }
}

TEST_CASE("the sample corpus: the tables of sayings are the same for any number of threads") {
    const auto corpus = fs::path(QUERN_SOURCE_DIR) / "corpus";
    const SayingsRun one(corpus, "--jobs 1"), three(corpus, "--jobs 3");
    CHECK(one.rows == three.rows);
    CHECK(one.told == three.told);
    CHECK(!one.rows.empty());
}

TEST_CASE("the seeds: three sayings join the two articles that tell them") {
    const auto seeds = fs::path(QUERN_SOURCE_DIR).parent_path() / "shared/seeds";
    if (!fs::exists(seeds)) {
        WARN("skipped: " << seeds << " is not there");
        return;
    }
    const SayingsRun run(seeds);
    const std::pair<const char*, const char*> wanted[] = {
        {"evidence", "Hua Chunying"}, {"nofactualbasis", "Hua Chunying"}, {"inference", "Shen Yi"}};
    for (const auto& [words, speaker] : wanted) {
        CAPTURE(words);
        std::map<std::string, std::set<std::string>> documents;  // by row of sayings
        for (const auto& one : run.all())
            if (one.letters.find(words) != std::string::npos && one.speaker == speaker)
                documents[one.saying].insert(one.document.substr(0, 3));
        REQUIRE(documents.size() == 1);
        CHECK(documents.begin()->second == std::set<std::string>{"001", "002"});
    }
}
