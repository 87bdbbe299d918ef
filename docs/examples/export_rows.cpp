// SPDX-License-Identifier: MIT
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <quern/output.hpp>
#include <quern/plugin.hpp>

namespace {

// Writes one line a row of a layer: document, begin, end, text, with tabs between.
class Rows final : public quern::Exporter {
public:
    void declare(quern::Declaration& d) override {
        d.summary(
            "Writes one line a row of the layers: document, layer, begin, end, text, with tabs between.");
        options_.declare(d);  // path, if_exists, layers, offsets: the same for all exporters
        d.example("outputs:\n  - use: export.rows\n    path: out/shouts.tsv\n    layers: [shouts]\n");
    }

    void open(const quern::OutputPlan& plan) override {
        layers_ = options_.chosen(plan.layers);
        file_.emplace(options_.path, options_.exists());
    }

    // Many threads at once: the document's share of the file, ready to be written.
    std::unique_ptr<Batch> encode(const quern::Document& document, std::uint64_t) const override {
        auto lines = std::make_unique<Lines>();
        quern::OffsetTranslator translate(document.text(), options_.unit());
        for (const auto& schema : layers_) {
            const quern::Layer* layer = document.find_layer(schema->name);
            if (!layer) continue;
            for (const quern::Row row : *layer)
                lines->text +=
                    document.id + '\t' + schema->name + '\t' + std::to_string(translate(row.span().begin)) +
                    '\t' + std::to_string(translate(row.span().end)) + '\t' + std::string(row.text()) + '\n';
        }
        return lines;
    }

    // In corpus order, one thread at a time.
    void write(Batch& batch) override { file_->write(static_cast<Lines&>(batch).text); }

    void write_table(const quern::Layer& table) override {
        for (const quern::Row row : table) {
            std::string line = table.name();
            for (const auto& field : table.schema().fields) {
                line += '\t';
                if (field.type == quern::Type::string) line += row.string(field.name);
                if (field.type == quern::Type::integer)
                    line += std::to_string(row.integer(field.name).value_or(0));
            }
            file_->write(line + '\n');
        }
    }

    // First all outputs of a run flush, then all commit: until then nothing stands under the final name.
    void flush(const quern::RunSummary&) override { file_->flush(); }
    void commit() override { file_->commit(); }
    std::vector<std::string> written() const override { return {file_->path().string()}; }

private:
    struct Lines final : Batch {
        std::string text;
    };

    quern::OutputOptions options_;
    std::vector<quern::SchemaPtr> layers_;
    std::optional<quern::OutputFile> file_;
};

}  // namespace

QUERN_PLUGIN(quern::stage<Rows>("export.rows"));
