// SPDX-License-Identifier: MIT
// Worker processes that fail in every way they can: it costs a document, never the run, until too many fail
// in a row.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "command.hpp"
#include "temporary_folder.hpp"

using quern::testing::content;
using quern::testing::run_quern;
using quern::testing::TemporaryFolder;

namespace {

const std::string workers = QUERN_SOURCE_DIR "/tests/pipelines/workers";

// A run of test.worker over texts.
struct Trouble {
    explicit Trouble(const std::vector<std::string>& texts, const std::string& options = {},
                     const std::string& arguments = {}) {
        const TemporaryFolder folder;
        std::ofstream in(folder / "in.ndjson");
        for (std::size_t i = 0; i < texts.size(); ++i)
            in << R"({"id":"d)" << i << R"(","text":")" << texts[i] << "\"}\n";
        in.close();
        std::ofstream(folder / "p.yaml") << "quern: 1\nplugins: [" << workers << "]\n"
                                         << "input: {use: read.json, path: in.ndjson}\n"
                                         << "stages:\n  - use: test.worker\n"
                                         << options << "outputs:\n  - {use: export.json, path: out.ndjson}\n";
        const auto result = run_quern("run p.yaml " + arguments, folder.path());
        exit_code = result.exit_code;
        err = result.err;
        if (exit_code == 0 || exit_code == 3) out = content(folder / "out.ndjson");
        if (exit_code == 3) quarantine = content(folder / "out.ndjson.quarantine.ndjson");
    }
    int exit_code = 0;
    std::string err, out, quarantine;
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// The text between two that go well; whether it is the only one that is lost.
Trouble between(const std::string& text, const std::string& options = {}) {
    Trouble run({"before", text, "after"}, options);
    INFO(run.err);
    CHECK(run.exit_code == 3);
    CHECK(has(run.out, R"("id":"d0")"));
    CHECK_FALSE(has(run.out, R"("id":"d1")"));
    CHECK(has(run.out, R"("id":"d2")"));
    CHECK(has(run.quarantine, R"("id":"d1")"));
    return run;
}

}  // namespace

TEST_CASE("rows that a worker gives are written, in the order of the corpus for any number of jobs") {
    std::vector<std::string> texts;
    for (int i = 0; i < 300; ++i) texts.push_back("text " + std::to_string(i));
    const Trouble one(texts, {}, "--jobs 1"), four(texts, "    processes: 3\n", "--jobs 4");
    REQUIRE(one.exit_code == 0);
    CHECK(
        has(one.out,
            R"("marks":[{"begin":0,"end":6,"source_begin":0,"source_end":6,"text":"text 0","weight":1.5}])"));
    CHECK(one.out == four.out);
    CHECK(has(one.err, "it is only a test"));
}

TEST_CASE("a worker that crashes costs the document, and its last words are kept") {
    const auto run = between("CRASH");
    CHECK(has(run.quarantine, "its worker was ended by signal 11 (Segmentation fault)"));
    CHECK(has(run.quarantine, "about to crash"));
    CHECK(has(run.err, "a worker was started again once"));
}

TEST_CASE("a worker that leaves costs the document") {
    CHECK(has(between("LEAVE").quarantine, "its worker ended with exit code 7"));
}

TEST_CASE("a worker that hangs is given up after its time") {
    CHECK(has(between("HANG", "    timeout_seconds: 0.5\n").quarantine,
              "its worker gave no answer for 0.5 seconds"));
}

TEST_CASE(
    "a worker that crashes is found out though a child of its own holds its pipes, and that one goes too") {
    const auto run = between("CHILDREN");
    CHECK(has(run.quarantine, "its worker was ended by signal 11"));
    const std::string words = "its child is ";
    const auto at = run.quarantine.find(words);
    REQUIRE(at != std::string::npos);
    // Gone, or dead and not yet waited for by whoever inherits it.
    const auto status =
        content("/proc/" + std::to_string(std::stoi(run.quarantine.substr(at + words.size()))) + "/stat");
    CHECK((status.empty() || has(status, ") Z ") || has(status, ") X ")));
}

TEST_CASE("a worker that goes on writing is given up after its time") {
    CHECK(has(between("DRIP", "    timeout_seconds: 0.5\n").quarantine,
              "its worker gave no answer for 0.5 seconds"));
}

TEST_CASE("a document's id need not be UTF-8") {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "in");
    std::ofstream(folder / "in/caf\xE9.txt") << "text";
    std::ofstream(folder / "p.yaml") << "quern: 1\nplugins: [" << workers << "]\n"
                                     << "input: {use: read.files, path: in}\nstages: [{use: test.worker}]\n"
                                     << "outputs: [{use: export.json, path: out.ndjson}]\n";
    const auto result = run_quern("run p.yaml", folder.path());
    INFO(result.err);
    CHECK(result.exit_code == 0);
    CHECK(has(content(folder / "out.ndjson"), "\"weight\":1.5"));
}

TEST_CASE("a worker that takes too much memory is ended") {
    CHECK(has(between("GROW", "    memory_mb: 100\n").quarantine,
              "its worker took more than 100 MB of memory"));
}

TEST_CASE("a worker that floods stderr is read all the same") {
    const Trouble run({"before", "FLOOD", "after"});
    CHECK(run.exit_code == 0);
    CHECK(has(run.out, R"("flooded":"yes")"));
}

TEST_CASE("a worker that closes its stdout costs the document") {
    CHECK(has(between("CLOSE").quarantine, "its worker closed its stdout"));
}

TEST_CASE("a line without end is not read to the end") {
    CHECK(has(between("LONG").quarantine, "an answer that is far too long"));
}

TEST_CASE("answers that make no sense cost the document, and its worker is not trusted any more") {
    CHECK(has(between("NONSENSE").quarantine, "something that is no JSON"));
    CHECK(has(between("LIST").quarantine, "no JSON object"));
    CHECK(has(between("NAMELESS").quarantine, "without the document's id"));
    CHECK(has(between("OTHER").quarantine, "for another document, 'somebody else'"));
}

TEST_CASE("a worker that answers twice does not disturb the next document") {
    const Trouble run({"before", "TWICE", "after"}, {}, "--jobs 1");
    CHECK(run.exit_code == 0);
    CHECK(has(run.out, R"("id":"d2")"));
}

TEST_CASE("what a worker did not declare, or what does not fit, costs the document and says what to do") {
    CHECK(has(between("UNDECLARED").quarantine, "writes the layer 'secrets' without having declared it"));
    CHECK(has(between("COLUMN").quarantine, "writes 'layers.marks.colour' without having declared it"));
    CHECK(has(between("OUTSIDE").quarantine, "lies behind the end of the text"));
    CHECK(has(between("\xC3\x84 INSIDE").quarantine, "lies inside a character"));
    CHECK(has(between("TYPE").quarantine, "'weight' must be a number, and is a text"));
    CHECK(has(between("REFERENCE").quarantine, "marks, row 0: 'before' is row 5 of marks, which has 1 rows"));
    CHECK(has(between("NUMBER").quarantine, "'layers' must be an object, and is a list"));
    CHECK(has(between("EDIT").quarantine, "edits the text without having declared it"));
    CHECK(has(between("METADATA").quarantine, "sets the metadata 'secret' without having declared it"));
    CHECK(has(between("MEMBER").quarantine, "a reply has no member 'rows'"));
    const auto error = between("ERROR");
    CHECK(has(error.quarantine, "this document is odd"));
    CHECK(has(error.quarantine, "look at it"));
    CHECK_FALSE(has(error.err, "started again"));
}

TEST_CASE("failures in a row end the run, and say so") {
    const Trouble run({"CRASH", "CRASH", "CRASH", "CRASH"}, "    failures: 3\n", "--jobs 1");
    CHECK(run.exit_code == 1);
    CHECK(has(
        run.err,
        "test.worker: its worker was ended by signal 11 (Segmentation fault); that makes 3 failures in a row"));
    CHECK(has(run.err, "about to crash"));
}

// Two threads take turns, so that two documents may change places: three crashes in a row end the run.
TEST_CASE("documents that a worker refuses are no failures of it") {
    const Trouble run({"CRASH", "ERROR", "CRASH", "TYPE", "CRASH"}, "    failures: 3\n", "--jobs 1");
    CHECK(run.exit_code == 3);
}

TEST_CASE("failures with good documents between them do not end the run") {
    const Trouble run({"CRASH", "good", "CRASH", "good", "CRASH", "good"}, "    failures: 3\n", "--jobs 1");
    CHECK(run.exit_code == 3);
    CHECK(has(run.out, R"("id":"d5")"));
}

TEST_CASE("a worker that refuses its options is a mistake of the configuration") {
    const Trouble run({"text"}, "    refuse: true\n");
    CHECK(run.exit_code == 2);
    CHECK(has(run.err, "p.yaml:5"));
    CHECK(has(run.err, "test.worker: no model of that name"));
    CHECK(has(run.err, "take another"));
}

TEST_CASE("a worker that cannot start is told of before the run") {
    const Trouble run({"text"}, "    silent: true\n");
    CHECK(run.exit_code == 2);
    CHECK(has(run.err, "its worker ended with exit code 3 before it was ready"));
    CHECK(has(run.err, "cannot load the model"));
}

TEST_CASE("run.process takes a worker file of any name, and says what is wrong with one") {
    const TemporaryFolder folder;
    const auto check = [&](const std::string& stages) {
        std::ofstream(folder / "p.yaml") << "quern: 1\ninput: {use: read.json, path: in.ndjson}\nstages:\n"
                                         << stages << "outputs: [{use: export.json, path: out.ndjson}]\n";
        return run_quern("check p.yaml", folder.path());
    };
    std::ofstream(folder / "in.ndjson") << "{\"text\":\"a\"}\n";
    const std::string command = "summary: S.\ncommand: [jq, -c, --unbuffered, '{quern: 1}']\n";
    std::ofstream(folder / "one.yml") << "quern: 1\nstage: tag.one\n" << command;
    std::ofstream(folder / "same.yml") << "quern: 1\nstage: tag.one\n" << command;
    std::ofstream(folder / "taken.yml") << "quern: 1\nstage: segment.text\n" << command;
    std::ofstream(folder / "wrong.yml") << "quern: 1\nstage: tag.one\nread: [tokens]\n" << command;

    const auto fine =
        check("  - {use: run.process, worker: one.yml}\n  - {use: run.process, worker: one.yml}\n");
    CHECK(fine.exit_code == 0);
    const auto same =
        check("  - {use: run.process, worker: one.yml}\n  - {use: run.process, worker: same.yml}\n");
    CHECK(same.exit_code == 2);
    CHECK(has(same.err, "calls its stage tag.one, and so does"));
    const auto taken = check("  - {use: run.process, worker: taken.yml}\n");
    CHECK(taken.exit_code == 2);
    CHECK(has(taken.err, "segment_text.so"));
    CHECK(has(taken.err, "give it a name of its own"));
    const auto wrong = check("  - {use: run.process, worker: wrong.yml}\n");
    CHECK(wrong.exit_code == 2);
    CHECK(has(wrong.err, "p.yaml:4:32"));
    CHECK(has(wrong.err, "\n  wrong.yml:3:1: error: a worker file has no key 'read'\n"));
    CHECK(has(check("  - use: run.process\n").err, "run.process needs the option 'worker'"));
    CHECK(has(check("  - {use: run.process, worker: none.yml}\n").err, "none.yml' does not exist"));
}
