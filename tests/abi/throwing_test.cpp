// SPDX-License-Identifier: MIT
// Stages that throw where the host calls them: the host goes on, and says who threw what.
#include <algorithm>
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>
#include <quern/error.hpp>

#include "command.hpp"
#include "plugin/describe.hpp"
#include "plugin/registry.hpp"
#include "temporary_folder.hpp"

namespace fs = std::filesystem;
using quern::host::Registry;
using quern::testing::content;
using quern::testing::run_quern;
using quern::testing::TemporaryFolder;

namespace {

const fs::path folder = fs::path(ABI_PLUGINS) / "throwing";
const std::string with_plugins = " --plugins '" + folder.string() + "'";
const std::string in_file = " (" + (folder / "throwing.so").string() + ")";

struct Case {
    std::string stage, message, hint;
};

const Case cases[] = {
    {"throw.in_constructor", "throw.in_constructor cannot be made: the moon is not full" + in_file, ""},
    {"throw.in_declare", "throw.in_declare cannot declare itself: nothing to declare" + in_file,
     "try the other lane"},
    {"throw.misnamed",
     "throw.misnamed cannot declare itself: the layer 'entities' is named by the option 'lyer', which "
     "is not there as a text" +
         in_file,
     "its options for a text: layer"},
    {"throw.no_exception",
     "throw.no_exception cannot be made: an exception of type int, without a message" + in_file, ""},
};

std::string hint_line(const Case& c) {
    return c.hint.empty() ? "" : "  " + c.hint + "\n";
}

}  // namespace

TEST_CASE(
    "what a constructor or a declaration throws comes out with the stage and the file, as does a wrong declaration") {
    const Registry registry({{folder, "the test", true}});
    for (const Case& c : cases) {
        const auto* offer = registry.find(c.stage);
        REQUIRE(offer);
        const auto description = describe(*offer);
        CHECK(description.problem == c.message);
        CHECK(description.hint == c.hint);
        try {
            const auto object = offer->make();
            offer->declare(*object);
            FAIL("no exception from " << c.stage);
        } catch (const quern::Error& error) {
            CHECK(error.what() == c.message);
            CHECK(error.hint() == c.hint);
        }
    }
}

TEST_CASE("asking for a stage that throws is answered with what it threw") {
    for (const Case& c : cases) {
        const auto shown = run_quern("stages " + c.stage + with_plugins);
        CHECK(shown.exit_code == 2);
        CHECK(shown.out == "");
        CHECK(shown.err == "quern: " + c.message + "\n" + hint_line(c));
    }
}

TEST_CASE("the list of stages shows those that throw among the others") {
    const auto listed = run_quern("stages" + with_plugins);
    CHECK(listed.exit_code == 0);
    CHECK(listed.err == "");
    for (const Case& c : cases) CHECK_THAT(listed.out, Catch::Contains(c.message + "\n"));
    CHECK_THAT(listed.out, Catch::Contains("throw.now_and_then    Throws on one document in a hundred.\n"));
}

TEST_CASE("checking a pipeline points at a stage that throws") {
    for (const Case& c : cases) {
        TemporaryFolder pipeline;
        pipeline.write("p.yaml", "quern: 1\nstages:\n  - use: " + c.stage + "\n");
        const auto checked = run_quern("check p.yaml" + with_plugins, pipeline.path());
        CHECK(checked.exit_code == 2);
        CHECK_THAT(checked.err,
                   Catch::Contains("p.yaml:3:10: error: " + c.message + "\n  3 |   - use: " + c.stage +
                                   "\n    |          " + std::string(c.stage.size(), '^')));
        CHECK_THAT(checked.err, Catch::Contains(c.hint));
    }
}

TEST_CASE("a stage that throws on one document in a hundred costs that document alone") {
    const std::string examples = " --plugins '" EXAMPLE_PLUGINS "'";
    const struct {
        const char* how;
        const char* reason;
    } ways[] = {{"error", "the hundredth is too many"},
                {"exception", "beyond the end"},
                {"number", "an exception of type int, without a message"}};
    for (const auto& [how, reason] : ways) {
        INFO(how);
        TemporaryFolder run;
        std::string lines;
        for (int i = 1; i <= 300; ++i) lines += "This is document " + std::to_string(i) + ".\n";
        run.write("lines.txt", lines);
        run.write("p.yaml",
                  std::string("quern: 1\ninput: { use: read.lines, path: lines.txt }\nstages:\n"
                              "  - use: segment.text\n  - { use: throw.now_and_then, how: ") +
                      how + " }\noutputs:\n  - { use: export.rows, path: out.tsv, layers: [sentences] }\n");
        const auto done = run_quern("run p.yaml --jobs 2" + with_plugins + examples, run.path());
        CHECK(done.exit_code == 3);
        CHECK_THAT(done.err, Catch::Contains(std::string("throw.now_and_then: ") + reason));

        std::string expected;
        for (int i = 1; i <= 300; ++i) {
            if (i % 100 == 0) continue;
            const std::string number = std::to_string(i), sentence = "This is document " + number + ".";
            expected +=
                number + "\tsentences\t0\t" + std::to_string(sentence.size()) + "\t" + sentence + "\n";
        }
        CHECK(content(run / "out.tsv") == expected);
        const std::string quarantine = content(run / "out.tsv.quarantine.ndjson");
        CHECK(std::count(quarantine.begin(), quarantine.end(), '\n') == 3);
        for (const char* id : {"\"100\"", "\"200\"", "\"300\""}) CHECK_THAT(quarantine, Catch::Contains(id));
    }
}
