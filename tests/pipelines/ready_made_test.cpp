// SPDX-License-Identifier: MIT
// The pipelines of configs/ over a person's own files.
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "temporary_folder.hpp"

using namespace quern::testing;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

const fs::path configs = fs::path(QUERN_SOURCE_DIR) / "configs";

CommandResult run(const std::string& config, const std::string& arguments, const TemporaryFolder& folder) {
    return run_quern("run '" + (configs / config).string() + "' " + arguments, folder.path());
}

}  // namespace

TEST_CASE("pages are read whatever their names end in, and files left out are counted") {
    TemporaryFolder folder;
    for (const auto* name : {"a.html", "c.htm", "d", "e.TXT", "f.xhtml", "README.md"})
        folder.write(std::string("pages/") + name, "\"We will not move,\" said Angela Okafor.\n");
    const auto config = GENERATE("news.yaml", "quotes.yaml", "corpus.yaml", "watchlist.yaml",
                                 "who_where_when.yaml", "who_said_what.yaml");
    const auto result = run(config, "pages", folder);
    CAPTURE(config, result.err);
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.err, Contains("read        5 documents"));
    CHECK_THAT(result.err, Contains("left out    1, by the input's options"));
}

TEST_CASE("where corpus.yaml has not run, the check of reread.yaml says that it must") {
    const auto result =
        run_quern("check '" + (configs / "reread.yaml").string() + "'", "/", "QUERN_CORPUS=/nowhere/at/all");
    INFO(result.err);
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.err, Contains("quern run configs/corpus.yaml"));
}

TEST_CASE("a run that reads nothing leaves the results of an earlier one, and says where to look") {
    TemporaryFolder folder;
    folder.write("pages/a.txt", "\"We will not move,\" said Angela Okafor.\n");
    folder.write("notes/a.md", "# Nothing to read");
    REQUIRE(run("news.yaml", "pages", folder).exit_code == 0);
    const auto database = content(folder / "out/news.db");
    const auto result = run("news.yaml", "notes", folder);
    INFO(result.err);
    CHECK(result.exit_code == 1);
    CHECK_THAT(result.err, Contains("the input has no documents"));
    CHECK_THAT(result.err, Contains("left out by them comes to 1"));
    CHECK(content(folder / "out/news.db") == database);
}
