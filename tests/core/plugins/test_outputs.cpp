// SPDX-License-Identifier: MIT
// Exporters that write nothing: what counts is what they declare.
#include <quern/output.hpp>
#include <quern/plugin.hpp>

namespace {

class Nothing : public quern::Exporter {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Writes nothing.");
        options_.declare(d);
    }
    void open(const quern::OutputPlan&) override {}
    std::unique_ptr<Batch> encode(const quern::Document&, std::uint64_t) const override { return {}; }
    void write(Batch&) override {}
    void write_table(const quern::Layer&) override {}
    void flush(const quern::RunSummary&) override {}
    void commit() override {}
    std::vector<std::string> written() const override { return {}; }

private:
    quern::OutputOptions options_;
};

class Rows final : public Nothing {};
class Tables final : public Nothing {};

}  // namespace

QUERN_PLUGIN(quern::stage<Rows>("export.rows"), quern::stage<Tables>("export.tables"));
