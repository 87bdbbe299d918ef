// @STAGE@
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <quern/output.hpp>
#include <quern/plugin.hpp>

namespace {

class @CLASS@ final : public quern::Exporter {
public:
    // All that others need to know: what it is for, and its options.
    void declare(quern::Declaration& d) override {
        d.summary("Writes one line a row: document, layer and text, with tabs between.");
        options_.declare(d);  // path, if_exists, layers, offsets: the same for all exporters
        d.example("outputs:\n  - use: @STAGE@\n    path: out/rows.tsv\n");
    }

    // Once: which layers and tables there will be.
    void open(const quern::OutputPlan& plan) override {
        layers_ = options_.chosen(plan.layers);
        file_.emplace(options_.path, options_.exists());
    }

    // Many threads at once: the document's share of the file, ready to be written.
    std::unique_ptr<Batch> encode(const quern::Document& document, std::uint64_t) const override {
        auto lines = std::make_unique<Lines>();
        for (const auto& schema : layers_)
            if (const quern::Layer* layer = document.find_layer(schema->name))
                for (const quern::Row row : *layer)
                    lines->text += document.id + '\t' + layer->name() + '\t' + std::string(row.text()) + '\n';
        return lines;
    }

    // In corpus order, one thread at a time.
    void write(Batch& batch) override { file_->write(static_cast<Lines&>(batch).text); }

    // What corpus stages made: here, how much of it.
    void write_table(const quern::Layer& table) override {
        file_->write("\t" + table.name() + "\t" + std::to_string(table.size()) + " rows\n");
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

QUERN_PLUGIN(quern::stage<@CLASS@>("@STAGE@"));
