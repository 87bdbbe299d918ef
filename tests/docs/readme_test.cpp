// SPDX-License-Identifier: MIT
// What README.md shows is what is there, and what comes out.
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "temporary_folder.hpp"

namespace fs = std::filesystem;
using quern::testing::content;
using quern::testing::run_quern;
using quern::testing::run_shell;
using quern::testing::TemporaryFolder;

namespace {

const fs::path source = QUERN_SOURCE_DIR;

std::string readme() {
    return content(source / "README.md");
}

// The first block of code in that language.
std::string first_block(const std::string& language) {
    const auto page = readme();
    const auto opening = "```" + language + "\n";
    const auto begin = page.find(opening) + opening.size();
    return page.substr(begin, page.find("```", begin) - begin);
}

// Each command that the page shows behind a $, and the lines below it.
std::vector<std::pair<std::string, std::string>> shown_commands() {
    const std::string margin = "    ", prompt = margin + "$ ";
    std::vector<std::pair<std::string, std::string>> shown;
    std::istringstream lines(readme());
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(prompt))
            shown.emplace_back(line.substr(prompt.size()), "");
        else if (inside && line.starts_with(margin))
            shown.back().second += line.substr(margin.size()) + "\n";
        inside = line.starts_with(prompt) || (inside && line.starts_with(margin));
    }
    return shown;
}

}  // namespace

TEST_CASE("the pipeline of the README is the beginning of configs/news.yaml") {
    CHECK_THAT(content(source / "configs/news.yaml"), Catch::Contains(first_block("yaml")));
}

TEST_CASE("the stage of the README is the one that is built and tested") {
    CHECK(first_block("cpp") == content(source / "docs/examples/tag_shouts.cpp"));
    CHECK(first_block("python") == content(source / "docs/examples/python/tag_shouts.py"));
}

TEST_CASE("the results in the README are what its commands print over the sample corpus") {
    TemporaryFolder folder;
    const auto run = run_quern("run '" + (source / "configs/news.yaml").string() + "'", folder.path());
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    const auto shown = shown_commands();
    REQUIRE(shown.size() == 2);
    for (const auto& [command, output] : shown) {
        const auto result = run_shell(command, folder.path());
        INFO(command << "\n" << result.err);
        CHECK(result.out == output);
    }
}
