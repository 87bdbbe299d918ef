// SPDX-License-Identifier: MIT
// What docs/abi.md promises: plugins that were built with and linked to this version work in the next patch
// version.
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "temporary_folder.hpp"

namespace fs = std::filesystem;
using quern::testing::content;
using quern::testing::run_shell;
using quern::testing::TemporaryFolder;

namespace {

const std::string next_quern = "'" NEXT_QUERN "/bin/quern' ";
const std::string plugins = " --plugins '" EXAMPLE_PLUGINS "' --plugins '" QUERN_PLUGIN_FOLDER "'";

}  // namespace

TEST_CASE("plugins of this version load into the next patch version and work there") {
    const TemporaryFolder folder;
    CHECK(run_shell(next_quern + "--version", folder.path()).out == "quern " NEXT_VERSION "\n");
    // One libquern serves host and plugins: the newer one, though the plugins know the way to their own.
    const auto loaded =
        run_shell(next_quern + "stages tag.shouts" + plugins, folder.path(), "LD_DEBUG=files");
    CHECK(loaded.exit_code == 0);
    CHECK_THAT(loaded.err, Catch::Contains("calling init: " NEXT_QUERN "/lib/libquern.so.1"));
    CHECK_THAT(loaded.err, Catch::Contains("calling init: " EXAMPLE_PLUGINS "/tag_shouts.so"));
    CHECK_THAT(loaded.err, !Catch::Contains("calling init: " QUERN_BINARY_DIR "/lib/libquern"));

    const auto pipeline = fs::path(QUERN_SOURCE_DIR) / "docs/examples/shouts.yaml";
    const auto run = run_shell(next_quern + "run '" + pipeline.string() + "'" + plugins, folder.path());
    INFO(run.err);
    CHECK(run.exit_code == 0);
    CHECK_THAT(content(folder / "shouts.tsv"), Catch::StartsWith("1\tshouts\t17\t23\tBRIDGE\n") &&
                                                   Catch::Contains("shouted_words\tBRIDGE\t2\t3\n"));
}
