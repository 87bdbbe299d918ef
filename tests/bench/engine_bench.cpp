// SPDX-License-Identifier: MIT
// What the engine itself costs: documents without content through stages that do nothing, and the same
// through oneTBB's parallel_pipeline, which keeps no times, guards nothing and bounds no bytes.
#include <cstdint>
#include <memory>
#include <string>

#include <benchmark/benchmark.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <quern/stage.hpp>

#include "planned.hpp"
#include "run/run.hpp"

namespace {

using namespace quern;
using testing::planned;

constexpr std::uint64_t documents = 100'000;

class EmptyReader final : public Reader {
public:
    void declare(Declaration&) override {}
    bool next(Item& item) override {
        if (left_ == 0) return false;
        item.id = std::to_string(--left_);
        return true;
    }
    void load(Item&, Document& document) const override { document.set_text_from_page(); }

private:
    std::uint64_t left_ = documents;
};

class EmptyStage final : public Stage {
public:
    void declare(Declaration&) override {}
    void process(Document& document) const override { benchmark::DoNotOptimize(&document); }
};

class EmptyExporter final : public Exporter {
public:
    void declare(Declaration&) override {}
    void open(const OutputPlan&) override {}
    std::unique_ptr<Batch> encode(const Document&, std::uint64_t) const override {
        return std::make_unique<EmptyBatch>();
    }
    void write(Batch& batch) override { benchmark::DoNotOptimize(&batch); }
    void write_table(const Layer&) override {}
    void flush(const RunSummary&) override {}
    void commit() override {}
    std::vector<std::string> written() const override { return {}; }

private:
    struct EmptyBatch final : Batch {};
};

// Time a document, and a document and component.
void count(benchmark::State& state, std::int64_t components) {
    using benchmark::Counter;
    const auto each = Counter::kIsIterationInvariantRate | Counter::kInvert;
    state.counters["document"] = Counter(static_cast<double>(documents), each);
    state.counters["document_and_stage"] =
        Counter(static_cast<double>(documents) * static_cast<double>(components), each);
}

void engine(benchmark::State& state) {
    const auto stages = state.range(0);
    for (auto _ : state) {
        host::Plan plan;
        plan.on_error = host::OnError::skip;  // no quarantine file
        plan.input = planned("read", std::make_unique<EmptyReader>());
        for (std::int64_t i = 0; i < stages; ++i)
            plan.stages.push_back(planned("stage", std::make_unique<EmptyStage>()));
        plan.outputs.push_back(planned("export", std::make_unique<EmptyExporter>()));
        host::RunOptions options;
        options.jobs = static_cast<unsigned>(state.range(1));
        const auto report = run(plan, options);
        if (report.exported != documents)
            state.SkipWithError(("documents were lost: " + report.failure + report.first_error).c_str());
    }
    count(state, stages + 2);
}

void peer_tbb(benchmark::State& state) {
    namespace tbb = oneapi::tbb;
    const auto stages = state.range(0);
    const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(state.range(1)));
    for (auto _ : state) {
        std::uint64_t left = documents, written = 0;
        tbb::filter<void, std::uint64_t> chain = tbb::make_filter<void, std::uint64_t>(
            tbb::filter_mode::serial_in_order, [&](tbb::flow_control& control) -> std::uint64_t {
                if (left == 0) {
                    control.stop();
                    return 0;
                }
                return left--;
            });
        for (std::int64_t i = 0; i < stages; ++i)
            chain = chain & tbb::make_filter<std::uint64_t, std::uint64_t>(tbb::filter_mode::parallel,
                                                                           [](std::uint64_t item) {
                                                                               benchmark::DoNotOptimize(item);
                                                                               return item;
                                                                           });
        tbb::parallel_pipeline(
            64, chain & tbb::make_filter<std::uint64_t, void>(tbb::filter_mode::serial_in_order,
                                                              [&](std::uint64_t) { ++written; }));
        if (written != documents) state.SkipWithError("items were lost");
    }
    count(state, stages + 2);
}

void arguments(benchmark::internal::Benchmark* benchmark) {
    benchmark->ArgNames({"stages", "threads"})->ArgsProduct({{1, 10}, {1, 2}});
    benchmark->UseRealTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK(engine)->Apply(arguments);
BENCHMARK(peer_tbb)->Apply(arguments);

}  // namespace
