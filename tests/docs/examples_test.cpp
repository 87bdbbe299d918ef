// SPDX-License-Identifier: MIT
// The plugins of docs/authors.md at work, as the page says.
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "temporary_folder.hpp"

namespace fs = std::filesystem;
using quern::testing::run_quern;
using quern::testing::run_shell;
using quern::testing::TemporaryFolder;

namespace {

const fs::path examples = fs::path(QUERN_SOURCE_DIR) / "docs/examples";
const std::string with_plugins = " --plugins '" EXAMPLE_PLUGINS "'";

}  // namespace

TEST_CASE("the pipeline of the page runs, and its reader, stages and exporter do what they say") {
    TemporaryFolder folder;
    const auto run =
        run_quern("run '" + (examples / "shouts.yaml").string() + "'" + with_plugins, folder.path());
    INFO(run.err);
    CHECK(run.exit_code == 0);
    CHECK(quern::testing::content(folder / "shouts.tsv") ==
          "1\tshouts\t17\t23\tBRIDGE\n"
          "1\tshouts\t34\t39\tAGAIN\n"
          "4\tshouts\t7\t11\tTOLD\n"
          "4\tshouts\t28\t34\tBRIDGE\n"
          "4\tshouts\t40\t46\tBRIDGE\n"
          "shouted_words\tAGAIN\t1\t1\n"
          "shouted_words\tBRIDGE\t2\t3\n"
          "shouted_words\tTOLD\t1\t1\n");
}

TEST_CASE("the tests in the pipeline of the page pass") {
    const auto tested = run_quern("test '" + (examples / "shouts.yaml").string() + "'" + with_plugins);
    INFO(tested.out << tested.err);
    CHECK(tested.exit_code == 0);
}

TEST_CASE("a plugin built by hand as the page says is found and described") {
    TemporaryFolder folder;
    // A tree as the page assumes it: this build in the place of the release build.
    fs::create_directories(folder / "quern/build");
    fs::create_directory_symlink(fs::path(QUERN_SOURCE_DIR) / "core", folder / "quern/core");
    fs::create_directory_symlink(QUERN_BINARY_DIR, folder / "quern/build/release");
    const std::string sanitizers = QUERN_SANITIZE;
    const auto built = run_shell("CXX='g++" + (sanitizers.empty() ? "" : " -fsanitize=" + sanitizers) +
                                     "' '" + (examples / "build.sh").string() + "' quern '" +
                                     (examples / "tag_shouts.cpp").string() + "' mine.so",
                                 folder.path());
    INFO(built.err);
    REQUIRE(built.exit_code == 0);
    const auto shown = run_quern("stages tag.shouts --plugins .", folder.path());
    CHECK(shown.exit_code == 0);
    CHECK(shown.err == "");
    CHECK_THAT(shown.out, Catch::StartsWith("tag.shouts (stage)\nMarks words written in capitals.\n"));
    CHECK_THAT(shown.out, Catch::Contains("  min_letters\n      Shortest word to mark, in letters.\n"
                                          "      integer; at least 2; default: 3\n"));
    CHECK_THAT(shown.out, Catch::Contains("From " + fs::canonical(folder / "mine.so").string()));
}
