// SPDX-License-Identifier: MIT
// The command line itself: help, usage errors, and what every command has in common.
#include <string>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "temporary_folder.hpp"

using quern::testing::CommandResult;
using quern::testing::run_quern;
using quern::testing::run_shell;
using quern::testing::TemporaryFolder;

namespace {

const std::string commands[] = {"run", "check", "plan", "test", "stages", "schema", "new"};

// A mistake in the usage: nothing on stdout, exit code 2, that text on stderr.
void check_usage_error(const std::string& arguments, const std::string& expected) {
    INFO(arguments);
    const CommandResult result = run_quern(arguments);
    CHECK(result.exit_code == 2);
    CHECK(result.out == "");
    CHECK(result.err == expected);
}

}  // namespace

TEST_CASE("help names every command and needs no plugin") {
    const auto help = run_quern("--help");
    CHECK(help.exit_code == 0);
    CHECK(help.err == "");
    for (const std::string& command : commands) CHECK_THAT(help.out, Catch::Contains("\n  " + command + " "));
    CHECK(run_quern("").out == help.out);
    CHECK(run_quern("").exit_code == 0);
    for (const std::string& command : commands) {
        const auto one = run_quern(command + " --help");
        CHECK(one.exit_code == 0);
        CHECK_THAT(one.out, Catch::Contains("Usage: quern " + command + " "));
    }
}

TEST_CASE("the version is printed") {
    const auto version = run_quern("--version");
    CHECK(version.exit_code == 0);
    CHECK_THAT(version.out, Catch::Matches("quern [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_CASE("mistakes in the usage are told with what may have been meant") {
    check_usage_error("stags", "quern: there is no command 'stags'\n  did you mean stages?\n");
    check_usage_error("xyzzy -v", "quern: there is no command 'xyzzy'\n  quern --help\n");
    check_usage_error("--plugin x", "quern: there is no option --plugin\n  did you mean --plugins?\n");
    check_usage_error("stages --jsn=1", "quern: quern stages has no option --jsn\n  did you mean --json?\n");
    check_usage_error("stages a.b c.d",
                      "quern: quern stages has no use for the argument 'c.d'\n  quern stages --help\n");
    check_usage_error("check", "quern: PIPELINE is required\n  quern check --help\n");
    check_usage_error("stages --plugins", "quern: --plugins needs a value\n  quern stages --help\n");
    check_usage_error("stages --plugins /no/such/folder",
                      "quern: --plugins: Directory does not exist: /no/such/folder\n  quern stages --help\n");
    check_usage_error("stages --json --markdown",
                      "quern: --json excludes --markdown\n  quern stages --help\n");
}

TEST_CASE("--plugins takes one value each time, before or behind the command") {
    TemporaryFolder folder;
    folder.write("a/x.so", "no plugin");
    folder.write("b/y.so", "no plugin");
    const auto both = run_quern("--plugins a stages --plugins b --why", folder.path());
    CHECK(both.exit_code == 0);
    CHECK_THAT(both.out, Catch::Contains("/a/x.so (--plugins)"));
    CHECK_THAT(both.out, Catch::Contains("/b/y.so (--plugins)"));
    const auto one = run_quern("stages --plugins a b", folder.path());
    CHECK(one.exit_code == 2);
    CHECK(one.err == "quern: there is no stage 'b'\n  `quern stages` lists those there are\n");
}

TEST_CASE("files that could not be used are mentioned, unless the person wants quiet") {
    TemporaryFolder folder;
    folder.write("a/x.so", "no plugin");
    CHECK(run_quern("stages --plugins a", folder.path()).err ==
          "quern: one plugin file or folder could not be used; `quern stages --why` tells why\n");
    CHECK(run_quern("stages --plugins a --quiet", folder.path()).err == "");
}

TEST_CASE("a stage whose name is misspelt is answered with the nearest one") {
    const auto near = run_quern("stages segment.txt");
    CHECK(near.exit_code == 2);
    CHECK(near.err == "quern: there is no stage 'segment.txt'\n  did you mean segment.text?\n");
}

TEST_CASE("a reader who leaves is told nothing") {
    for (const std::string arguments : {"stages", "schema"}) {  // less than a buffer, and more
        const auto left = run_shell(
            "sh -c '(sleep 0.2; " + std::string(QUERN_COMMAND) + " " + arguments + ") | true'", "/");
        CAPTURE(arguments);
        CHECK(left.err.empty());
    }
}

TEST_CASE("output that cannot be written is an error") {
    const auto full = run_shell(std::string("sh -c '") + QUERN_COMMAND + " stages >/dev/full'", "/");
    CHECK(full.exit_code == 1);
    CHECK_THAT(full.err, Catch::Contains("quern: cannot write to stdout: No space left on device\n"));
}
