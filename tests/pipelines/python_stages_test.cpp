// SPDX-License-Identifier: MIT
// Stages in Python, by the module that comes with Quern, and one in jq.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <string>

#include "command.hpp"
#include "temporary_folder.hpp"

namespace fs = std::filesystem;
using quern::testing::CommandResult;
using quern::testing::content;
using quern::testing::run_quern;
using quern::testing::run_shell;
using quern::testing::TemporaryFolder;

namespace {

const std::string workers = QUERN_SOURCE_DIR "/tests/pipelines/workers";

bool has(const std::string& text, const std::string& part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

// The records that come out of a run of `stages` over `records`.
CommandResult records_of(const std::string& records, const std::string& stages, const std::string& layers) {
    const TemporaryFolder folder;
    std::ofstream(folder / "in.ndjson") << records;
    std::ofstream(folder / "p.yaml") << "quern: 1\nplugins: [" << workers << "]\n"
                                     << "input: {use: read.json, path: in.ndjson}\n"
                                     << "stages:\n"
                                     << stages
                                     << "outputs:\n  - {use: export.json, path: out.ndjson, layers: ["
                                     << layers << "]}\n";
    auto result = run_quern("run p.yaml", folder.path());
    INFO(result.err);
    if (result.exit_code == 0) result.out = content(folder / "out.ndjson");
    if (result.exit_code == 3) result.out = content(folder / "out.ndjson.quarantine.ndjson");
    return result;
}

}  // namespace

TEST_CASE("edits of a stage in Python move all rows, and every row leads back to the source") {
    const auto result = records_of(R"({"id":"a","text":"Ä NO yes OH well"})"
                                   "\n",
                                   "  - use: segment.text\n  - use: test.edit\n", "tokens, kept");
    REQUIRE(result.exit_code == 0);
    CHECK(has(result.out, R"("text":"é:   yes  well")"));
    CHECK(has(result.out, R"("kept":[[5,8],[10,14]])"));
    CHECK(has(result.out, R"("tokens":[[5,8],[10,14]])"));
    CHECK(has(result.err, "this goes to stderr"));
}

TEST_CASE("a stage in Python builds the text of a page, and rows lead back to the bytes of the page") {
    const auto result = records_of(R"({"id":"a","html":"<p>é<b>Éa b</b><i>x</i><b>c</b>"})"
                                   "\n",
                                   "  - use: test.build\n  - use: segment.text\n", "blocks");
    REQUIRE(result.exit_code == 0);
    CHECK(has(result.out, R"("text":"Éa b\nc\n")"));
    CHECK(has(result.out, R"("title":"2 pieces")"));
    // <p> é <b>: 3 + 2 + 3 bytes; É is two.
    CHECK(has(result.out, R"({"begin":0,"end":4,"source_begin":8,"source_end":13,"text":"Éa b")"));
    CHECK(has(result.out, R"("source_begin":28,"source_end":29,"text":"c")"));
}

TEST_CASE("a stage in Python adds columns, and refers to rows") {
    const auto result = records_of(
        R"({"id":"a","text":"Ann met Bob","layers":{"entities":[{"begin":0,"end":3,"label":"PER"},{"begin":8,"end":11}]}})"
        "\n",
        "  - use: test.extend\n", "entities");
    REQUIRE(result.exit_code == 0);
    CHECK(has(result.out, R"("text":"Ann","label":"PER","length":3,"first":0})"));
    CHECK(has(result.out, R"("text":"Bob","length":3,"first":0})"));
}

TEST_CASE("a stage in Python appends rows, with options of every type") {
    const std::string stages = R"(  - use: segment.text
  - use: test.append
    word: met
    only_once: true
    places: [a, b]
    table: {x: y}
    share: 0.25
)";
    const auto result = records_of(
        R"({"id":"a","text":"Ann met Bob, met","layers":{"entities":[{"begin":8,"end":11,"label":"PER"}]}})"
        "\n",
        stages, "entities");
    REQUIRE(result.exit_code == 0);
    CHECK(
        has(result.out, R"("text":"met","label":"MISC","head":{"begin":4,"end":5,"text":"m"}},{"begin":8,)"));
}

TEST_CASE("what a stage in Python raises costs the document, with its message and its line") {
    const auto result = records_of(R"({"id":"a","text":"wrong"})"
                                   "\n"
                                   R"({"id":"b","text":"short"})"
                                   "\n"
                                   R"({"id":"c","text":"fine"})"
                                   "\n",
                                   "  - use: test.raise\n", "");
    REQUIRE(result.exit_code == 3);
    CHECK(has(result.out, "KeyError: 'no such thing'"));
    CHECK(has(result.out, "stages.py:"));
    CHECK(has(result.out, "the stage declared no layer 'tokens'; it declared: none"));
    CHECK(has(result.err, "too short"));
}

TEST_CASE("a worker file that is no longer what its Python file declares says how to write it anew") {
    const auto result = records_of("{\"text\":\"a\"}\n", "  - use: test.changed\n", "");
    CHECK(result.exit_code == 2);
    CHECK(has(result.err, "test_changed.worker.yaml is not what stages.py declares now"));
    CHECK(has(result.err, "python3 -m quern declare"));
}

TEST_CASE("the examples of the documentation pass their tests") {
    const TemporaryFolder folder;
    fs::copy(QUERN_SOURCE_DIR "/docs/examples", folder / "examples", fs::copy_options::recursive);
    const auto python = run_quern("test tag_shouts.yaml", folder / "examples/python");
    CHECK(python.exit_code == 0);
    CHECK(has(python.out + python.err, "1 of 1 test passed"));
    const auto jq = run_quern("test count.yaml", folder / "examples/jq");
    CHECK(jq.exit_code == 0);
    CHECK(has(jq.out + jq.err, "1 of 1 test passed"));
}

TEST_CASE("a stage in Python is tried without Quern, and declares itself as the page shows") {
    const TemporaryFolder folder;
    fs::copy(QUERN_SOURCE_DIR "/docs/examples/python", folder / "python", fs::copy_options::recursive);
    const std::string path = "PYTHONPATH=" QUERN_SOURCE_DIR "/python";
    CHECK(run_shell("python3 test_tag_shouts.py", folder / "python", path).exit_code == 0);
    const auto shown = content(folder / "python/tag_shouts.worker.yaml");
    fs::remove(folder / "python/tag_shouts.worker.yaml");
    REQUIRE(run_shell("python3 -m quern declare tag_shouts.py", folder / "python", path).exit_code == 0);
    CHECK(content(folder / "python/tag_shouts.worker.yaml") == shown);
}

TEST_CASE("what was set by hand in a worker file stays when it is written anew") {
    const TemporaryFolder folder;
    fs::copy(QUERN_SOURCE_DIR "/docs/examples/python", folder / "python", fs::copy_options::recursive);
    const auto file = folder / "python/tag_shouts.worker.yaml";
    const auto before = "timeout_seconds: 7\n" + content(file);
    std::ofstream(file) << before;
    REQUIRE(run_shell("python3 -m quern declare tag_shouts.py", folder / "python",
                      "PYTHONPATH=" QUERN_SOURCE_DIR "/python")
                .exit_code == 0);
    CHECK(content(file) == before);
}
