// SPDX-License-Identifier: MIT
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <quern/flat_tables.hpp>
#include <quern/plugin.hpp>

#include "database.hpp"
#include "ddl.hpp"
#include "packed_rows.hpp"
#include "run_record.hpp"
#include "table_writer.hpp"

namespace {

namespace fs = std::filesystem;
using export_sqlite::Database;
using export_sqlite::PackedRows;
using export_sqlite::Statement;
using export_sqlite::TableWriter;

constexpr const char* details =
    R"(One SQLite database, which `sqlite3`, R, Python, DB Browser and most other tools open.

| table | columns | key |
|---|---|---|
| `documents` | `document` (its number in the corpus, from 1), `id`, `uri`, `media_type`, the metadata `title`, `author`, `published`, `site`, `language` and `url`, `metadata` (all other metadata as a JSON object), `text_length`, `text` (unless `text: false`) | `document` |
| one a layer | `document`, `row` (from 0), `begin`, `end`, `source_begin`, `source_end`, `text`, then the layer's attributes | `document`, `row` |
| one a table over the corpus | `row` (from 0), then its attributes | `row` |
| `runs` | `run`, the pipeline's file and full text, versions, the unit of offsets, times, counts of documents and rows, the first and last document that the run wrote | `run` |

A span attribute `x` becomes the columns `x_begin`, `x_end` and `x_text`; a reference is the row's number in its layer
and, with `document`, a foreign key. `begin`, `end` and `text_length` are in the unit of `offsets`; `source_begin` and
`source_end` always count bytes of the source. A table or column whose name is taken gets a number: a layer called
`runs` is the table `runs_2`.

Views, where the layers are there: `who_said_what` joins each row of `quotes` to its document and its speaker;
`entity_counts` counts mentions and documents of each entity: of a key, or where there is none, of a name.

With `if_exists: append` the rows go into a copy of the database, which takes its place when the run has ended well.
Documents are numbered on after the greatest number there; tables that the database lacks are made, and one that has
other columns is an error.)";

class ExportSqlite final : public quern::Exporter {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Writes a SQLite database: one table a layer, with keys, views and a record of the run.");
        d.details(details);
        options_.declare(d);
        d.option("text", text_, "Give the table documents a column with the text of each document.");
        d.example("outputs:\n  - use: export.sqlite\n    path: out/news.db\n",
                  "All layers but tokens and sentences.");
        d.example(
            "outputs:\n  - use: export.sqlite\n    path: out/news.db\n    layers: [quotes, entities]\n"
            "    if_exists: append\n",
            "Two layers, added to what the database holds.");
    }

    // So that `quern check` finds a path that cannot be.
    void prepare(quern::Setup&) override { check_path(); }

    void open(const quern::OutputPlan& plan) override {
        check_path();
        record_.plan = plan;
        record_.offsets = options_.offsets;
        tables_ = quern::FlatTables(plan, options_, text_);
        const bool append =
            options_.exists() == quern::IfExists::append && status().type() == fs::file_type::regular;
        file_.emplace(options_.path, append ? quern::IfExists::replace : options_.exists());
        database_.emplace(file_->temporary(), options_.path.string());
        database_->execute(
            "PRAGMA page_size = 8192; PRAGMA cache_size = -16384; PRAGMA locking_mode = EXCLUSIVE");
        if (append) database_->copy_from(options_.path);
        // Nothing has to be undone in a file that is thrown away if the run fails.
        database_->execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
        database_->execute("BEGIN");
        export_sqlite::make_table(*database_, export_sqlite::runs_table(), tables_);
        for (const auto& table : tables_.tables()) {
            export_sqlite::make_table(*database_, table, tables_);
            writers_.emplace_back(*database_, table);
        }
        continue_numbers();
    }

    std::unique_ptr<Batch> encode(const quern::Document& document, std::uint64_t number) const override {
        auto batch = std::make_unique<Rows>(tables_.tables().size());
        tables_.write(document, number, batch->rows);
        return batch;
    }

    void write(Batch& batch) override {
        const auto& rows = static_cast<Rows&>(batch).rows;
        const auto number = static_cast<std::uint64_t>(rows.tables().front().cells.front().integer);
        if (record_.last_document == 0) record_.first_document = number;
        record_.last_document = number;
        insert(rows);
    }

    void write_table(const quern::Layer& table) override {
        const auto& name = tables_.find(table.name(), quern::FlatTable::Kind::corpus)->name;
        const auto last = number("SELECT max(\"row\") FROM " + export_sqlite::quote_name(name));
        PackedRows rows(tables_.tables().size());
        tables_.write(table, last ? *last + 1 : 0, rows);
        insert(rows);
    }

    void flush(const quern::RunSummary& run) override {
        PackedRows row(1);
        record_.write(run, row);
        TableWriter(*database_, export_sqlite::runs_table()).write(row.tables().front());
        writers_.clear();
        // Sorting takes as much again as the cache has, which a run's memory should not depend on.
        database_->execute("PRAGMA cache_size = -2048");
        for (const auto& sql : export_sqlite::views_and_indexes(tables_)) database_->execute(sql);
        database_->execute("COMMIT");
        database_->close();
        file_->flush();
    }

    void commit() override {
        remove_journals();
        file_->commit();
    }

    std::vector<std::string> written() const override { return {options_.path.string()}; }

private:
    struct Rows final : Batch {
        explicit Rows(std::size_t tables) : rows(tables) {}
        PackedRows rows;
    };

    // What cannot be looked at is told when it is opened.
    fs::file_status status() const {
        std::error_code ignored;
        return fs::status(options_.path, ignored);
    }

    void check_path() const {
        const auto& path = options_.path;
        if (path == "-")
            throw quern::Error("what is written is a database file, not a stream",
                               "give a path, or use export.json");
        if (path.extension() == ".gz" || path.extension() == ".zst")
            throw quern::Error(fmt::format("export.sqlite cannot compress {}", path.string()),
                               "give a path such as out/news.db, and compress the file afterwards");
        const auto there = status();
        if (fs::exists(there) && !fs::is_regular_file(there) && !fs::is_directory(there))
            throw quern::Error(
                fmt::format("export.sqlite cannot write to {}: it is no regular file", path.string()),
                "give the path of a file");
    }

    void insert(const PackedRows& rows) {
        for (std::size_t i = 0; i < writers_.size(); ++i) writers_[i].write(rows.tables()[i]);
    }

    std::optional<std::uint64_t> number(const std::string& sql) {
        Statement query(*database_, sql);
        query.next();
        const auto value = query.integer(0);
        return value ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
    }

    // Goes on from what earlier runs left.
    void continue_numbers() {
        tables_.continue_after(number("SELECT max(document) FROM documents").value_or(0));
        record_.number = static_cast<std::int64_t>(number("SELECT max(run) FROM runs").value_or(0)) + 1;
        Statement last_run(*database_, "SELECT offsets FROM runs ORDER BY run DESC LIMIT 1");
        if (last_run.next() && last_run.text(0) != options_.offsets)
            throw quern::Error(fmt::format("cannot append to {}: its offsets are in {}, this run's in {}",
                                           options_.path.string(), last_run.text(0), options_.offsets),
                               "set offsets to " + last_run.text(0));
    }

    // What a program that died left beside the database that is replaced would be taken for the new one's.
    void remove_journals() const {
        std::error_code ignored;
        const auto old = fs::canonical(options_.path, ignored);
        if (ignored) return;
        for (const auto* ending : {"-journal", "-wal", "-shm"}) fs::remove(old.string() + ending, ignored);
    }

    quern::OutputOptions options_;
    bool text_ = true;
    quern::FlatTables tables_;
    export_sqlite::RunRecord record_;
    std::optional<quern::OutputFile> file_;
    std::optional<Database> database_;  // before the writers: their statements end first
    std::vector<TableWriter> writers_;  // one a table
};

}  // namespace

QUERN_PLUGIN(quern::stage<ExportSqlite>("export.sqlite"));
