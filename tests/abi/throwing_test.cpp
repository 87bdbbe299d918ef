// SPDX-License-Identifier: MIT
// Stages that throw where the host calls them: the host goes on, and says who threw what.
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
    {"throw.no_exception",
     "throw.no_exception cannot be made: threw int instead of an exception with a message" + in_file, ""},
};

std::string hint_line(const Case& c) {
    return c.hint.empty() ? "" : "  " + c.hint + "\n";
}

}  // namespace

TEST_CASE("what a constructor or a declaration throws comes out with the stage and the file") {
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
        CHECK_THAT(checked.err, Catch::Contains("p.yaml:3:10: error: " + c.message +
                                                "\n  3 |   - use: " + c.stage + "\n    |          " +
                                                std::string(c.stage.size(), '^') + "\n" + hint_line(c)));
    }
}
