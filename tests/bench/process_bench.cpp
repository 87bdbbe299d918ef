// SPDX-License-Identifier: MIT
// What it costs to have a stage carried out by another process, and what two processes bring over one.
#include <benchmark/benchmark.h>

#include <fstream>
#include <memory>
#include <thread>

#include <quern/stage.hpp>

#include "document/access.hpp"
#include "temporary_folder.hpp"
#include "worker/process_stage.hpp"

namespace {

using namespace quern;

class BareSetup final : public Setup {
    std::filesystem::path data(std::string_view) const override { return {}; }
    std::uint64_t max_bytes() const override { return 50'000'000; }
    void warn(const std::string&) override {}
};

// A stage at work, as a run has it.
struct Bench {
    Bench(const std::string& command, std::size_t processes) {
        const auto file = folder / "bench.worker.yaml";
        std::ofstream(file) << "quern: 1\nstage: bench.worker\nsummary: None.\ncommand: " << command << "\n";
        stage = std::make_unique<host::ProcessStage>(
            std::make_shared<const host::WorkerFile>(host::read_worker_file(file)));
        stage->declare(declaration);
        access.stage = "bench.worker";
        access.declared = &declaration.content();
        stage->bind(access);
        BareSetup setup;
        stage->prepare(setup);
        stage->use_jobs(processes);
    }
    Document document() const {
        Document document;
        document.id = "a-document";
        std::string text;
        while (text.size() < 5000) text += "The minister said on Monday that the river would rise again. ";
        document.set_source(text.substr(0, 5000));
        document.set_text_from_page();
        return document;
    }
    void process(Document& document) const {
        Access::enter(document, &access, nullptr);
        stage->process(document);
    }

    testing::TemporaryFolder folder;
    Declaration declaration;
    Access access;
    std::unique_ptr<host::ProcessStage> stage;
};

void echo(benchmark::State& state) {
    const Bench bench("[" ECHO_WORKER "]", 1);
    auto document = bench.document();
    for (auto _ : state) bench.process(document);
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(echo)->UseRealTime()->Unit(benchmark::kMicrosecond);

// Each document takes its worker two milliseconds.
void two_milliseconds(benchmark::State& state) {
    const auto processes = static_cast<std::size_t>(state.range(0));
    const Bench bench("[python3, " SLOW_WORKER "]", processes);
    constexpr int documents = 200;
    for (auto _ : state) {
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < processes; ++i)
            threads.emplace_back([&] {
                auto document = bench.document();
                for (std::size_t n = 0; n < documents / processes; ++n) bench.process(document);
            });
        for (auto& thread : threads) thread.join();
    }
    state.SetItemsProcessed(state.iterations() * documents);
}
BENCHMARK(two_milliseconds)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
