// SPDX-License-Identifier: MIT
// The news pipeline over the sample corpus gives the same results for any number of threads.
#include <sqlite3.h>

#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "temporary_folder.hpp"

using namespace quern::testing;
namespace fs = std::filesystem;

namespace {

// Each row of the answer as "value|value|…\n".
std::string query(sqlite3* db, const std::string& sql) {
    std::string rows;
    const auto add = [](void* to, int count, char** values, char**) {
        auto& text = *static_cast<std::string*>(to);
        for (int i = 0; i < count; ++i) text.append(values[i] ? values[i] : "(null)").append("|");
        text += '\n';
        return 0;
    };
    REQUIRE(sqlite3_exec(db, sql.c_str(), add, &rows, nullptr) == SQLITE_OK);
    return rows;
}

// The whole database but for `runs`, which holds times.
std::string dump(const fs::path& path) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    std::string all = query(db, "SELECT type, name, sql FROM sqlite_master ORDER BY rowid");
    std::string tables = query(
        db,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'runs'");
    for (std::size_t at = 0, end; (end = tables.find("|\n", at)) != tables.npos; at = end + 2)
        all += query(db, "SELECT * FROM \"" + tables.substr(at, end - at) + "\" ORDER BY 1, 2");
    sqlite3_close(db);
    return all;
}

// Every file of a run, by name; a database as its dump.
std::map<std::string, std::string> results(const std::string& jobs) {
    TemporaryFolder folder;
    const auto run = run_quern("run '" QUERN_SOURCE_DIR "/configs/news.yaml' --jobs " + jobs +
                                   " --set outputs.0.path=o/news.db --set outputs.1.path=o/csv"
                                   " --set outputs.2.path=o/news.ndjson",
                               folder.path());
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "o"))
        if (entry.is_regular_file())
            files[entry.path().lexically_relative(folder / "o")] =
                entry.path().extension() == ".db" ? dump(entry.path()) : content(entry.path());
    return files;
}

}  // namespace

TEST_CASE(
    "CSV and NDJSON are the same byte for byte, and the database row for row, with 1, 2 and 8 threads") {
    const auto one = results("1");
    CHECK(one.at("news.ndjson").size() > 10'000);
    CHECK(one.at("news.db").size() > 10'000);
    CHECK(one.at("csv/quotes.csv").size() > 1'000);
    for (const auto* jobs : {"2", "8"}) {
        const auto more = results(jobs);
        REQUIRE(more.size() == one.size());
        for (const auto& [name, bytes] : one) {
            INFO(name << " with " << jobs << " jobs");
            CHECK(more.at(name) == bytes);
        }
    }
}
