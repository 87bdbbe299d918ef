// SPDX-License-Identifier: MIT
// tag.entities and quote.speech on generated news, beside what reading the tokens' bytes once costs.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include <quern/testing.hpp>

#include "generated_news.hpp"

using quern::testing::StageRunner;

namespace {

constexpr std::size_t article_size = 20'000;

const std::string& article() {
    static const std::string text = quern::testing::GeneratedNews(7).article(article_size);
    return text;
}

quern::Document segmented() {
    static StageRunner segment("segment_text", "segment.text");
    auto document = quern::testing::text_document(article());
    segment.process(document);
    return document;
}

quern::Document tagged() {
    static StageRunner tag("tag_entities", "tag.entities");
    auto document = segmented();
    tag.process(document);
    return document;
}

void count_bytes(benchmark::State& state) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * article().size()));
}

// The floor: adding up the bytes of all tokens.
void read_tokens(benchmark::State& state) {
    const auto document = segmented();
    const auto& tokens = document.find_layer("tokens")->spans();
    const auto& text = document.text();
    for (auto _ : state) {
        std::uint64_t sum = 0;
        for (const auto token : tokens)
            for (auto at = token.begin; at < token.end; ++at) sum += static_cast<unsigned char>(text[at]);
        benchmark::DoNotOptimize(sum);
    }
    count_bytes(state);
}
BENCHMARK(read_tokens);

// Runs the stage on documents that `make` gives, which is not counted.
void run_stage(benchmark::State& state, StageRunner& run, quern::Document (*make)(), const char* layer) {
    auto document = make();
    for (auto _ : state) {
        state.PauseTiming();
        document = make();
        state.ResumeTiming();
        run.process(document);
    }
    count_bytes(state);
    state.counters[layer] = static_cast<double>(document.find_layer(layer)->size());
}

void tag_entities(benchmark::State& state) {
    StageRunner run("tag_entities", "tag.entities");
    run_stage(state, run, segmented, "entities");
}
BENCHMARK(tag_entities)->Unit(benchmark::kMicrosecond);

void quote_speech(benchmark::State& state) {
    StageRunner run("quote_speech", "quote.speech");
    run_stage(state, run, tagged, "quotes");
}
BENCHMARK(quote_speech)->Unit(benchmark::kMicrosecond);

// Where no stage has tagged names, quote.speech looks for them itself.
void quote_speech_alone(benchmark::State& state) {
    StageRunner run("quote_speech", "quote.speech");
    run_stage(state, run, segmented, "quotes");
}
BENCHMARK(quote_speech_alone)->Unit(benchmark::kMicrosecond);

}  // namespace
