// SPDX-License-Identifier: MIT
// export.csv and export.sqlite on full rows of entities, beside what the same bytes cost without them.
#include <benchmark/benchmark.h>

#include <sqlite3.h>

#include <cstdio>
#include <string>
#include <vector>

#include <quern/testing.hpp>

#include "generated_news.hpp"
#include "temporary_folder.hpp"

using namespace quern;
using namespace quern::testing;

namespace {

constexpr int documents_count = 4000;
constexpr int rows_per_document = 25;
constexpr int all_rows = documents_count * rows_per_document;

// News of 2 kB with 25 entities each, every attribute set.
Document news_document(GeneratedNews& news, int number) {
    auto document = text_document(news.article(2000));
    document.id = "news/" + std::to_string(number) + ".txt";
    auto entities = document.write(layers::entities);
    for (std::uint32_t i = 0, begin = 0; i < rows_per_document; ++i, begin += 60) {
        const auto& text = document.text();
        while ((static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
        auto end = begin + 14;
        while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
        entities.add({begin, end})
            .set("label", "PER")
            .set("subtype", "official")
            .set("name", news.name())
            .set("entity", static_cast<int>(i))
            .set("key", "DE")
            .set("sense", "government")
            .set("confidence", 0.75)
            .set("by", "rule");
    }
    document.finish_layers();
    return document;
}

const std::vector<Document>& documents() {
    static const auto made = [] {
        GeneratedNews news(11);
        std::vector<Document> result;
        for (int i = 0; i < documents_count; ++i) result.push_back(news_document(news, i));
        return result;
    }();
    return made;
}

void count_rows(benchmark::State& state) {
    state.counters["rows"] =
        benchmark::Counter(static_cast<double>(state.iterations() * all_rows), benchmark::Counter::kIsRate);
}

// The whole life of an exporter on one thread: every row encoded, written, flushed and renamed.
void run_exporter(benchmark::State& state, const char* plugin, const char* stage, bool text) {
    const TemporaryFolder folder;
    documents();
    for (auto _ : state) {
        ExporterRunner run(plugin, stage);
        run.set("path", folder / "out").set("text", text);
        run.plan.layers = {std::make_shared<const Schema>(layers::entities)};
        run.open();
        for (const auto& document : documents()) run.write(document);
        run.close();
    }
    count_rows(state);
}

void csv(benchmark::State& state) {
    run_exporter(state, "export_csv", "export.csv", state.range(0) != 0);
}
void sqlite(benchmark::State& state) {
    run_exporter(state, "export_sqlite", "export.sqlite", state.range(0) != 0);
}
BENCHMARK(csv)->ArgName("text")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(sqlite)->ArgName("text")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

// The floor of export.csv: printing the same cells into one buffer, and writing that.
void csv_floor(benchmark::State& state) {
    const TemporaryFolder folder;
    documents();
    for (auto _ : state) {
        std::string out;
        std::uint64_t number = 0;
        for (const auto& document : documents()) {
            ++number;
            for (const auto row : *document.find_layer("entities")) {
                char line[512];
                const auto text = row.text(), name = row.string("name");
                out.append(
                    line,
                    static_cast<std::size_t>(std::snprintf(
                        line, sizeof line,
                        "%lu,%u,%u,%u,%u,%u,%.*s,PER,official,%.*s,%ld,DE,government,%g,rule\r\n", number,
                        row.number(), row.span().begin, row.span().end, row.span().begin, row.span().end,
                        static_cast<int>(text.size()), text.data(), static_cast<int>(name.size()),
                        name.data(), *row.integer("entity"), *row.number("confidence"))));
            }
        }
        std::FILE* file = std::fopen((folder / "floor.csv").c_str(), "wb");
        std::fwrite(out.data(), 1, out.size(), file);
        std::fclose(file);
    }
    count_rows(state);
}
BENCHMARK(csv_floor)->Unit(benchmark::kMillisecond)->UseRealTime();

// The floor of export.sqlite: the same rows, at hand, by a multi-row INSERT without keys, checks or encoding.
void sqlite_floor(benchmark::State& state) {
    const TemporaryFolder folder;
    constexpr int group = 8, columns = 15;
    documents();
    std::string sql = "INSERT INTO entities VALUES ";
    for (int i = 0; i < group; ++i)
        sql += i ? ",(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)" : "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    for (auto _ : state) {
        std::filesystem::remove(folder / "floor.db");
        sqlite3* db = nullptr;
        sqlite3_open((folder / "floor.db").c_str(), &db);
        sqlite3_exec(
            db,
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
            "CREATE TABLE entities (document INTEGER, \"row\" INTEGER, begin INTEGER, end INTEGER, "
            "source_begin INTEGER, source_end INTEGER, text TEXT, label TEXT, subtype TEXT, name TEXT, "
            "entity INTEGER, key TEXT, sense TEXT, confidence REAL, by TEXT); BEGIN",
            nullptr, nullptr, nullptr);
        sqlite3_stmt* insert = nullptr;
        sqlite3_prepare_v2(db, sql.c_str(), -1, &insert, nullptr);
        for (int row = 0; row < all_rows; row += group) {
            for (int i = 0, p = 1; i < group; ++i) {
                for (int c = 0; c < columns; ++c, ++p) {
                    if (c < 6 || c == 10)
                        sqlite3_bind_int64(insert, p, row * 7 % 2000);
                    else if (c == 13)
                        sqlite3_bind_double(insert, p, 0.75);
                    else
                        sqlite3_bind_text(insert, p, "Hiroko Nakamura", c == 6 || c == 9 ? 14 : 6,
                                          SQLITE_STATIC);
                }
            }
            sqlite3_step(insert);
            sqlite3_reset(insert);
        }
        sqlite3_finalize(insert);
        sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
        sqlite3_close(db);
    }
    count_rows(state);
}
BENCHMARK(sqlite_floor)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
