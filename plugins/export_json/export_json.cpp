// SPDX-License-Identifier: MIT
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <quern/input.hpp>
#include <quern/output.hpp>
#include <quern/plugin.hpp>
#include <quern/record.hpp>

namespace {

using namespace quern;
namespace fs = std::filesystem;

constexpr const char* details = R"(Each document is one line:

```json
{"id": "a.html", "uri": "corpus/a.html", "media_type": "text/html", "metadata": {"title": "…"}, "text": "…",
 "origin": "…", "layers": {"quotes": [{"begin": 10, "end": 14, "source_begin": 210, "source_end": 214,
 "text": "Yes.", "kind": "direct", "speaker": {"begin": 20, "end": 23, "text": "she"}}], "tokens": [[0, 4]]}}
```

- `begin` and `end` count code points of `text`, or what `offsets` says; `source_begin` and `source_end` are bytes of the
  document as it was read.
- Attributes without a value are left out; layers without attributes are lists of `[begin, end]`; a reference is the
  number of a row, from 0.
- `origin` tells where the text stands in the source, in steps: `=12` bytes copied, `~2:5` two bytes that stand for five
  (`~2:1*7` seven such in a row), `+1` put in, `>7` left out. Without it the text is the source.
- Beside `out.ndjson` stand `out.schema.json`, with the unit of the offsets and the schema of every layer, and a file
  `out.TABLE.ndjson` for each table over the corpus.

`tokens` and `sentences` are written only when `layers` names them. A path that ends in `.gz` or `.zst` is compressed;
`-` is stdout, which takes the documents alone.)";

// A line of the output.
struct Line final : Exporter::Batch {
    explicit Line(std::string text) : text(std::move(text)) {}
    std::string text;
};

// Writes documents as NDJSON: one document a line.
class ExportJson final : public Exporter {
public:
    void declare(Declaration& d) override {
        d.summary(
            "Writes documents as NDJSON, one JSON object a line, which read.json reads back without loss.");
        d.details(details);
        output_.declare(d);
        d.example(
            "outputs:\n  - use: export.json\n    path: out/news.ndjson.gz\n    layers: [quotes, entities]\n");
        d.example("outputs:\n  - use: export.json\n    path: '-'\n    layers: [sentences, tokens]\n",
                  "Sentences and tokens, to the next program:");
    }

    void open(const OutputPlan& plan) override {
        RecordFormat format{output_.unit(), output_.chosen(plan.layers), plan.tables};
        writer_.emplace(format.layers, format.offsets);
        std::error_code error;
        const auto status = fs::status(output_.path, error);
        if (output_.path == "-" || (fs::exists(status) && !fs::is_regular_file(status))) {
            if (!plan.tables.empty())
                throw Error(fmt::format("the table '{}' has no place to go: {} takes the documents alone",
                                        plan.tables[0]->name, output_.path.string()),
                            "give export.json the path of a file");
            records_.emplace(output_.path, output_.exists());
            return;
        }
        records_.emplace(output_.path, output_.exists());
        const auto format_path = record_format_path(output_.path);
        if (records_->carried_over()) carry_on(format_path, format);
        for (const auto& table : plan.tables)
            tables_.push_back(
                {table->name, OutputFile(record_table_path(output_.path, table->name), output_.exists())});
        const auto if_exists = output_.exists() == IfExists::append ? IfExists::replace : output_.exists();
        format_.emplace(format_path, if_exists);
        format_->write(to_json(format));
    }

    std::unique_ptr<Batch> encode(const Document& document, std::uint64_t) const override {
        return std::make_unique<Line>(writer_->record(document));
    }
    void write(Batch& batch) override { records_->write(static_cast<Line&>(batch).text); }

    void write_table(const Layer& table) override {
        for (auto& [name, file] : tables_)
            if (name == table.name()) file.write(RecordWriter::rows(table));
    }

    void flush(const RunSummary&) override {
        for (auto& [name, file] : tables_) file.flush();
        if (format_) format_->flush();
        records_->flush();
    }
    void commit() override {
        for (auto& [name, file] : tables_) file.commit();
        if (format_) format_->commit();
        records_->commit();
    }

    std::vector<std::string> written() const override {
        std::vector<std::string> paths{records_->path().string()};
        if (format_) paths.push_back(format_->path().string());
        for (const auto& [name, file] : tables_) paths.push_back(file.path().string());
        return paths;
    }

private:
    struct Table {
        std::string name;
        OutputFile file;
    };

    // When records are added to a file, its schema file must go on being true for the old ones.
    static void carry_on(const fs::path& format_path, RecordFormat& format) {
        if (!fs::exists(format_path)) return;
        RecordFormat old;
        try {
            old = record_format_from_json(InputFile(format_path).read_all(most_format_bytes));
        } catch (const Error& error) {
            throw Error(fmt::format("{}: {}", format_path.string(), error.what()), error.hint());
        }
        if (old.offsets != format.offsets)
            throw Error(fmt::format("the records that are there have offsets in {}, not in {}",
                                    to_string(old.offsets), to_string(format.offsets)),
                        "set `offsets` to the same unit, or write to another path");
        try {
            format.layers = joined(old.layers, format.layers);
            format.tables = joined(old.tables, format.tables);
        } catch (const Error& error) {
            throw Error(
                fmt::format("the records that are there do not go with the new ones: {}", error.what()),
                "write to another path");
        }
    }
    static constexpr std::uint64_t most_format_bytes = 10'000'000;

    OutputOptions output_;
    std::optional<RecordWriter> writer_;
    std::optional<OutputFile> records_, format_;
    std::vector<Table> tables_;
};

}  // namespace

QUERN_PLUGIN(quern::stage<ExportJson>("export.json"));
