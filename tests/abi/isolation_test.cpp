// SPDX-License-Identifier: MIT
// `isolate: true`: a plugin that takes its process down takes down a child.
#include <catch2/catch.hpp>

#include <fstream>
#include <string>

#include "command.hpp"
#include "temporary_folder.hpp"

using quern::testing::CommandResult;
using quern::testing::content;
using quern::testing::run_quern;
using quern::testing::TemporaryFolder;

namespace {

bool has(const std::string& text, const std::string& part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

// A run of a stage, from the plugin in `plugin`, over records; out has the results and what is in quarantine.
CommandResult run_stage(const std::string& plugin, const std::string& stage, const std::string& options,
                        const std::string& records) {
    const TemporaryFolder folder;
    std::ofstream(folder / "in.ndjson") << records;
    std::ofstream(folder / "p.yaml") << "quern: 1\nplugins: [" << ABI_PLUGINS "/" << plugin << "]\n"
                                     << "input: {use: read.json, path: in.ndjson}\n"
                                     << "stages:\n  - use: segment.text\n  - use: " << stage << "\n"
                                     << options << "outputs:\n  - {use: export.json, path: out.ndjson}\n";
    auto result = run_quern("run p.yaml", folder.path());
    result.out.clear();  // what the plugin prints
    for (const char* file : {"out.ndjson", "out.ndjson.quarantine.ndjson"})
        if (std::filesystem::exists(folder / file)) result.out += content(folder / file);
    return result;
}

CommandResult crashing(const std::string& plugin, const std::string& options, const std::string& records) {
    return run_stage(plugin, "test.crashing", options, records);
}

const std::string three = R"({"id":"a","text":"one"})"
                          "\n"
                          R"({"id":"b","text":"CRASH"})"
                          "\n"
                          R"({"id":"c","text":"three"})"
                          "\n";

}  // namespace

TEST_CASE("an isolated plugin that crashes costs one document") {
    const auto result = crashing("crashing", "    isolate: true\n", three);
    CHECK(result.exit_code == 3);
    CHECK(has(result.out, R"("id":"a")"));
    CHECK(has(result.out, R"("id":"c")"));
    CHECK(has(result.out, "its worker was ended by signal 9"));
    CHECK(has(result.out, "goodbye"));
}

TEST_CASE("the same plugin without isolation takes the run down") {
    CHECK(crashing("crashing", {}, three).exit_code == 128 + 9);
}

TEST_CASE("an isolated plugin that crashes while it is loaded is told of as one that cannot be used") {
    const auto result = crashing("crashing_when_loaded", "    isolate: true\n", three);
    CHECK(result.exit_code == 2);
    CHECK(has(result.err, "crashing.so cannot be loaded: the process that did so was ended by signal 9"));
    CHECK(has(result.err, "not today"));
}

TEST_CASE("an isolated stage takes its options, and they are checked") {
    const auto result = crashing("crashing", "    isolate: true\n    word: three\n    failures: 9\n", three);
    CHECK(result.exit_code == 3);
    CHECK(has(result.out, R"("id":"b","uri")"));
    const auto wrong = crashing("crashing", "    isolate: true\n    wort: three\n", three);
    CHECK(wrong.exit_code == 2);
    CHECK(has(wrong.err, "did you mean 'word'?"));
}

TEST_CASE("an isolated stage does to a document what it does without isolation") {
    const std::string records =
        R"({"id":"a","text":"Ann met cut Bob and met Cy","metadata":{"x":"y"},"layers":{"entities":[{"begin":0,"end":3,"label":"PER"},{"begin":12,"end":15}]}})"
        "\n"
        R"({"id":"b","text":"DROP this"})"
        "\n";
    const auto isolated = crashing("crashing", "    isolate: true\n", records);
    const auto plain = crashing("crashing", {}, records);
    REQUIRE(plain.exit_code == 0);
    CHECK(isolated.exit_code == 0);
    CHECK(isolated.out == plain.out);
    CHECK(has(plain.out, R"("text":"met","label":"MISC"})"));
    CHECK(has(isolated.err, "told to"));
}

TEST_CASE("rows, columns, references and edits of an isolated stage come out as without isolation") {
    const std::string layers =
        R"("layers":{"entities":[{"begin":0,"end":4,"label":"PER"},{"begin":5,"end":9,"label":"ORG"},{"begin":14,"end":17}]}})"
        "\n";
    const std::string records = R"({"id":"plain","text":"Anna drop Bob new Cy n\u00e9w late new",)" + layers +
                                R"({"id":"late","text":"Anna late Bob new Cy n\u00e9w drop new",)" + layers +
                                R"({"id":"none","text":"nothing here"})"
                                "\n"
                                R"({"id":"n\u00e9","text":"new"})"
                                "\n" +
                                R"({"id":"last","text":"Anna late drop new",)" + layers;
    for (const std::string options : {"", "    layer: knots\n"}) {
        const auto isolated = run_stage("weaving", "test.weaving", "    isolate: true\n" + options, records);
        const auto plain = run_stage("weaving", "test.weaving", options, records);
        INFO(isolated.err);
        REQUIRE(plain.exit_code == 0);
        CHECK(isolated.exit_code == 0);
        CHECK(isolated.out == plain.out);
        CHECK(has(plain.out, options.empty() ? "\"marks\":[{" : "\"knots\":[{"));
    }
}

TEST_CASE("only stages can be isolated") {
    const TemporaryFolder folder;
    std::ofstream(folder / "p.yaml") << "quern: 1\n"
                                     << "input: {use: read.json, path: in.ndjson}\nstages:\n"
                                     << "  - use: corpus.entities\n    isolate: true\n"
                                     << "outputs:\n  - {use: export.json, path: out.ndjson}\n";
    const auto result = run_quern("check p.yaml", folder.path());
    CHECK(result.exit_code == 2);
    CHECK(has(result.err, "corpus.entities is a corpus stage, and only a stage can be isolated"));
}
