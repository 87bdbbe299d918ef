// SPDX-License-Identifier: MIT
#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <quern/flat_tables.hpp>
#include <quern/plugin.hpp>

#include "csv_cells.hpp"
#include "existing_csv.hpp"

namespace {

namespace fs = std::filesystem;
using export_csv::CsvCells;

constexpr const char* details =
    R"(`path` is a folder. In it stand `documents.csv` and one file a layer, such as
`quotes.csv`; a layer without rows gives a file with the header alone. Tables over the whole corpus are files
beside them. Other files of the folder are left as they are, those of earlier runs with other layers too.

Files follow RFC 4180: UTF-8, commas, lines that end in CR LF, a header, and fields in quotation marks where they
hold a comma, a quotation mark or a line break. Null is an empty field; an empty string is `""`.

| file | columns |
|---|---|
| documents.csv | `document` (its number in the corpus, from 1), `id`, `uri`, `media_type`, the metadata `title`, `author`, `published`, `site`, `language` and `url`, `metadata` (all other metadata as a JSON object), `text_length`, and with `text: true` the `text` |
| one a layer | `document`, `row` (from 0), `begin`, `end`, `source_begin`, `source_end`, `text`, then the layer's attributes |
| one a table over the corpus | `row` (from 0), then its attributes |

A span attribute `x` becomes the columns `x_begin`, `x_end` and `x_text`; a reference is the row's number in its layer,
within the same document. `begin`, `end` and `text_length` are in the unit of `offsets`; `source_begin` and `source_end`
always count bytes of the source. A column whose name is taken gets a number: a second `text` is `text_2`.

`compression` packs each file and adds its ending: `quotes.csv.gz`.

With `if_exists: append`, documents are numbered on after the greatest number in `documents.csv`; a file whose columns
differ from this run's is an error. Nothing in a CSV file tells the unit of its offsets: append with the same one.

Texts are written as they are. A spreadsheet may take a field that begins with `=`, `+`, `-` or `@` for a formula:
import such columns as text.)";

class ExportCsv final : public quern::Exporter {
public:
    ~ExportCsv() override {
        files_.clear();
        std::error_code ignored;
        if (made_folder_) fs::remove(options_.path, ignored);  // fails, rightly, where anything is in it
    }

    void declare(quern::Declaration& d) override {
        d.summary("Writes a folder of CSV files: the documents, and one table a layer.");
        d.details(details);
        options_.declare(d);
        d.option("text", text_, "Give documents.csv a last column with the text of each document.");
        d.option("compression", compression_, "How to pack each file; its name gets the ending.")
            .one_of({"none", "gz", "zst"});
        d.example("outputs:\n  - use: export.csv\n    path: out/csv\n    layers: [quotes, entities]\n",
                  "Two layers and the documents.");
        d.example("outputs:\n  - use: export.csv\n    path: out/csv\n    text: true\n    compression: zst\n",
                  "All layers, with the texts, compressed.");
    }

    // So that `quern check` finds a path that cannot be.
    void prepare(quern::Setup&) override { check_path(); }

    void open(const quern::OutputPlan& plan) override {
        check_path();
        std::error_code told_when_opened;
        made_folder_ = !fs::exists(options_.path, told_when_opened);
        tables_ = quern::FlatTables(plan, options_, text_);
        refuse_other_endings();
        for (const auto& table : tables_.tables()) open_file(table);
    }

    std::unique_ptr<Batch> encode(const quern::Document& document, std::uint64_t number) const override {
        auto batch = std::make_unique<Records>(tables_.tables().size());
        tables_.write(document, number, batch->cells);
        return batch;
    }

    void write(Batch& batch) override { append(static_cast<Records&>(batch).cells); }

    void write_table(const quern::Layer& table) override {
        CsvCells cells(tables_.tables().size());
        const auto at = static_cast<std::size_t>(tables_.find(table.name(), quern::FlatTable::Kind::corpus) -
                                                 tables_.tables().data());
        tables_.write(table, files_.at(at).next_row, cells);
        append(cells);
    }

    void flush(const quern::RunSummary&) override {
        for (auto& file : files_) file.output.flush();
    }

    void commit() override {
        for (auto& file : files_) file.output.commit();
        made_folder_ = false;
    }

    std::vector<std::string> written() const override {
        std::vector<std::string> paths;
        for (const auto& file : files_) paths.push_back(file.output.path().string());
        return paths;
    }

private:
    void check_path() const {
        if (options_.path == "-")
            throw quern::Error("what is written is a folder of files, not a stream",
                               "give the path of a folder, or use export.json");
        std::error_code told_when_opened;
        const auto there = fs::status(options_.path, told_when_opened);
        if (fs::exists(there) && !fs::is_directory(there))
            throw quern::Error(
                fmt::format("{} is a file; export.csv writes a folder", options_.path.string()),
                "give the path of a folder");
    }

    struct Records final : Batch {
        explicit Records(std::size_t tables) : cells(tables) {}
        CsvCells cells;
    };
    struct File {
        quern::OutputFile output;
        std::uint64_t next_row = 0;  // of a table over the corpus
    };

    std::string ending() const { return compression_ == "none" ? ".csv" : ".csv." + compression_; }

    // Appending to documents.csv under another ending would number two sets of documents alike.
    void refuse_other_endings() const {
        if (options_.exists() != quern::IfExists::append) return;
        std::error_code told_when_opened;
        for (const auto* other : {".csv", ".csv.gz", ".csv.zst"})
            if (other != ending() &&
                fs::exists(options_.path / (std::string("documents") + other), told_when_opened))
                throw quern::Error(
                    fmt::format("cannot append to {}: it holds documents{}, and this run writes documents{}",
                                options_.path.string(), other, ending()),
                    "set compression to what the folder has");
    }

    void open_file(const quern::FlatTable& table) {
        const auto path = options_.path / (table.name + ending());
        std::string header;
        for (const auto& column : table.columns) {
            if (!header.empty()) header += ',';
            export_csv::append_field(header, column.name);
        }
        std::error_code told_when_opened;
        const bool append =
            options_.exists() == quern::IfExists::append && fs::is_regular_file(path, told_when_opened);
        const auto existing = append ? export_csv::read_existing(path) : export_csv::ExistingCsv{};
        auto& file = files_.emplace_back(File{quern::OutputFile(path, options_.exists())});
        if (existing.header.empty()) {
            file.output.write(header + "\r\n");
            return;
        }
        if (!files_.front().output.carried_over())
            throw quern::Error(fmt::format("cannot append to {}: there is no documents{} beside it",
                                           path.string(), ending()),
                               "write to another folder, or set if_exists to replace");
        if (existing.header != header)
            throw quern::Error(
                fmt::format("cannot append to {}: it has other columns\n  there:    {}\n  this run: {}",
                            path.string(), existing.header, header),
                "write to another folder, or set if_exists to replace");
        if (!existing.ends_line) file.output.write("\r\n");
        if (table.kind == quern::FlatTable::Kind::documents)
            tables_.continue_after(existing.greatest.value_or(0));
        if (table.kind == quern::FlatTable::Kind::corpus && existing.greatest)
            file.next_row = *existing.greatest + 1;
    }

    void append(const CsvCells& cells) {
        for (std::size_t i = 0; i < files_.size(); ++i) files_[i].output.write(cells.texts()[i]);
    }

    quern::OutputOptions options_;
    bool text_ = false;
    std::string compression_ = "none";
    bool made_folder_ = false;
    quern::FlatTables tables_;
    std::vector<File> files_;  // one a table
};

}  // namespace

QUERN_PLUGIN(quern::stage<ExportCsv>("export.csv"));
