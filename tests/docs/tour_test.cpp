// SPDX-License-Identifier: MIT
// Commands of docs/tour.md, run as they are printed.
#include <filesystem>
#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "temporary_folder.hpp"

namespace fs = std::filesystem;
using quern::testing::content;
using quern::testing::run_quern;
using quern::testing::run_shell;
using quern::testing::TemporaryFolder;

namespace {

// The first command of the page that holds `part`, with the lines that it goes on for.
std::string printed_command(const std::string& part) {
    const auto page = content(fs::path(QUERN_SOURCE_DIR) / "docs/tour.md");
    const std::string margin = "\n    ";
    for (auto at = page.find(margin); at != std::string::npos; at = page.find(margin, at + 1)) {
        auto end = page.find('\n', at + 1);
        while (page[end - 1] == '\\') end = page.find('\n', end + 1);
        const auto command = page.substr(at, end - at);
        if (command.find(part) != std::string::npos) return command.substr(margin.size());
    }
    throw std::runtime_error("the page has no command with " + part);
}

// A folder as the page assumes it: Quern's own configs/, and pages of the person's own.
struct Workplace {
    TemporaryFolder folder;

    Workplace() {
        fs::create_directory_symlink(fs::path(QUERN_SOURCE_DIR) / "configs", folder / "configs");
        folder.write("my/pages/short.txt", "\"We will,\" said Ines Moreau.\n");
        folder.write("my/pages/long.txt", "\"We will not move,\" said Angela Okafor.\n");
    }
    std::string ids() const {
        return run_shell("sqlite3 out/news.db 'select id from documents order by id'", folder.path()).out;
    }
};

}  // namespace

TEST_CASE("the printed command of --retry adds what was in quarantine to all outputs of the run") {
    const Workplace place;
    REQUIRE(run_quern("run configs/news.yaml my/pages --set max_bytes=35", place.folder.path()).exit_code ==
            3);
    REQUIRE(place.ids() == "short.txt\n");
    const auto retried = printed_command("--retry").substr(std::string("quern ").size());
    const auto result = run_quern(retried, place.folder.path());
    INFO(result.err);
    CHECK(result.exit_code == 0);
    CHECK(place.ids() == "long.txt\nshort.txt\n");
    for (const auto* output : {"out/csv/documents.csv", "out/news.ndjson"})
        for (const auto* id : {"long.txt", "short.txt"})
            CHECK_THAT(content(place.folder / output), Catch::Contains(id));
    CHECK(!fs::exists(place.folder / "out/news.db.quarantine.ndjson"));
}

TEST_CASE("the printed commands show a document, trace it, and tell what a change to the pipeline changed") {
    const Workplace place;
    REQUIRE(run_quern("run configs/news.yaml my/pages", place.folder.path()).exit_code == 0);
    const auto run_printed = [&](const std::string& part) {
        const auto result =
            run_quern(printed_command(part).substr(std::string("quern ").size()), place.folder.path());
        INFO(result.err);
        CHECK(result.err.find("quern:") == std::string::npos);
        return result;
    };
    CHECK_THAT(run_printed("show out/news.ndjson --limit").out,
               Catch::Contains("long.txt") && Catch::Contains("short.txt"));
    CHECK_THAT(run_printed("--document").out,
               Catch::Contains("\xE2\x9F\xA6PER Angela Okafor\xE2\x9F\xA7") && !Catch::Contains("short.txt"));
    CHECK_THAT(run_printed("--trace").out,
               Catch::Contains("quote.speech  ") && Catch::Contains("speaker_name=\"Angela Okafor\""));
    CHECK(run_printed("least_confidence").exit_code == 0);
    CHECK_THAT(run_printed("quern diff").out, Catch::Contains("entities"));
}
