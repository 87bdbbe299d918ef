// SPDX-License-Identifier: MIT
// Every message about a wrong configuration, in full. The cases stand in wrong_configs/*.txt:
//
//     === what is wrong
//     --- news.yaml           a file; the pipeline is always news.yaml
//     …
//     --- set outputs.0.pth=x    as on the command line; likewise `--- input A B`, `--- report FILE` and
//                                `--- retry FILE`
//     --- expected
//     …
//
// In files <TAB>, <CR>, <NUL> and <BYTE ff> stand for what cannot be seen, and <REPEAT 60 [> for sixty of
// them. A file ends without its last newline where <END> follows. Run with QUERN_UPDATE_EXPECTED=1, the test
// writes what it sees into the files instead: read the difference well.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "pipeline/plan.hpp"
#include "temporary_folder.hpp"

namespace fs = std::filesystem;
using namespace quern::host;

namespace {

struct Section {
    std::string heading, body;
};

struct Case {
    std::string name;
    std::vector<Section> sections;
};

std::vector<Case> read_cases(const fs::path& file) {
    std::vector<Case> cases;
    std::istringstream in(quern::testing::content(file));
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("=== "))
            cases.push_back({line.substr(4), {}});
        else if (line.starts_with("--- ") && !cases.empty())
            cases.back().sections.push_back({line.substr(4), {}});
        else if (!cases.empty() && !cases.back().sections.empty())
            cases.back().sections.back().body += line + "\n";
    }
    return cases;
}

// What a <…> stands for.
std::string meaning(const std::string& token) {
    if (token == "TAB") return "\t";
    if (token == "CR") return "\r";
    if (token == "NUL") return std::string(1, '\0');
    if (token.starts_with("BYTE "))
        return std::string(1, static_cast<char>(std::stoi(token.substr(5), nullptr, 16)));
    if (token.starts_with("REPEAT ")) {
        const auto space = token.find(' ', 7);
        std::string out;
        for (int i = std::stoi(token.substr(7)); i > 0; --i) out += token.substr(space + 1);
        return out;
    }
    return "<" + token + ">";
}

std::string unescaped(std::string text) {
    if (text.ends_with("<END>\n")) text.resize(text.size() - 6);
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto end = text[at] == '<' ? text.find('>', at) : std::string::npos;
        if (end == std::string::npos) {
            out += text[at];
        } else {
            out += meaning(text.substr(at + 1, end - at - 1));
            at = end;
        }
    }
    return out;
}

// Names of this machine's folders are no part of what is expected.
std::string without(std::string text, const std::string& folder, const std::string& placeholder) {
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder, at))
        text.replace(at, folder.size(), placeholder);
    return text;
}

std::string messages_of(const Case& test) {
    quern::testing::TemporaryFolder folder;
    fs::current_path(folder.path());
    folder.write("texts/a.txt", "A text.\n");
    folder.write("names.csv", "Ada\n");
    Overrides overrides;
    overrides.plugin_folders = {fs::path(QUERN_BINARY_DIR) / "lib/test_plugins"};
    for (const auto& [heading, body] : test.sections) {
        if (heading.starts_with("set ")) {
            const auto equals = heading.find('=');
            overrides.set.emplace_back(heading.substr(4, equals - 4), heading.substr(equals + 1));
        } else if (heading.starts_with("input ")) {
            std::istringstream words(heading.substr(6));
            for (std::string word; words >> word;) overrides.inputs.push_back(word);
        } else if (heading.starts_with("report ")) {
            overrides.report = heading.substr(7);
        } else if (heading.starts_with("retry ")) {
            overrides.retry = heading.substr(6);
        } else if (heading != "expected") {
            folder.write(heading, unescaped(body));
        }
    }
    std::unique_ptr<Registry> registry;
    Diagnostics diagnostics;
    const Plan plan = load_plan("news.yaml", overrides, registry, diagnostics);
    fs::current_path("/");
    return without(without(diagnostics.render(false), QUERN_BINARY_DIR, "BUILD"),
                   fs::canonical(folder.path()), "HERE");
}

void update(const fs::path& file, const std::vector<Case>& cases) {
    std::ofstream out(file, std::ios::binary);
    for (const auto& test : cases) {
        out << (&test == &cases.front() ? "" : "\n") << "=== " << test.name << "\n";
        for (const auto& [heading, body] : test.sections)
            if (heading != "expected") out << "--- " << heading << "\n" << body;
        out << "--- expected\n" << messages_of(test);
    }
}

std::string expected(const Case& test) {
    for (const auto& [heading, body] : test.sections)
        if (heading == "expected") return body.ends_with("\n\n") ? body.substr(0, body.size() - 1) : body;
    return {};
}

void alone() {  // apart from what this machine has installed
    ::setenv("HOME", "/nonexistent", 1);
    ::unsetenv("QUERN_PLUGIN_PATH");
    ::unsetenv("UNSET_VARIABLE");
    ::setenv("EMPTY_VARIABLE", "", 1);
    ::setenv("SET_VARIABLE", "value", 1);
}

}  // namespace

TEST_CASE("every wrong configuration gets its own message, in full") {
    alone();
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(QUERN_SOURCE_DIR "/tests/core/wrong_configs")) {
        if (entry.path().extension() != ".txt") continue;
        const auto cases = read_cases(entry.path());
        if (std::getenv("QUERN_UPDATE_EXPECTED")) update(entry.path(), cases);
        for (const auto& test : cases) {
            ++count;
            INFO(entry.path().filename().string() << ": " << test.name);
            CHECK(messages_of(test) == expected(test));
        }
    }
    CHECK(count >= 60);  // a folder that is not found would hold none
}
