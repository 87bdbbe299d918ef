// SPDX-License-Identifier: MIT
// segment.text on generated news: tokens alone, sentences alone and the whole stage, beside what reading the
// bytes once costs.
#include <benchmark/benchmark.h>

#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include <quern/testing.hpp>

#include "characters.hpp"
#include "generated_news.hpp"
#include "language.hpp"
#include "sentences.hpp"
#include "tokenizer.hpp"

using quern::testing::StageRunner;

namespace {

constexpr std::size_t article_size = 20'000;

const std::string& article() {
    static const std::string text = quern::testing::GeneratedNews(7).article(article_size);
    return text;
}

// The floors: moving the bytes, and looking at each of them.
void copy_bytes(benchmark::State& state) {
    std::string copy(article().size(), ' ');
    for (auto _ : state) {
        std::memcpy(copy.data(), article().data(), copy.size());
        benchmark::DoNotOptimize(copy.data());
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * article().size()));
}
BENCHMARK(copy_bytes);

void count_words_by_byte(benchmark::State& state) {
    for (auto _ : state) {
        std::size_t words = 0;
        bool inside = false;
        for (const char byte : article()) {
            const bool blank = byte <= ' ' && byte >= 0;
            words += inside && blank;
            inside = !blank;
        }
        benchmark::DoNotOptimize(words);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * article().size()));
}
BENCHMARK(count_words_by_byte);

// What the stage knows of English.
const segment_text::Language& english() {
    static const auto language = [] {
        const std::filesystem::path data = SEGMENT_TEXT_DATA;
        segment_text::Characters::instance();
        segment_text::Language english;
        english.load_abbreviations(data / "abbreviations.en.txt");
        english.load_openers(data / "openers.en.txt");
        english.load_prefixes(data / "prefixes.en.txt");
        return english;
    }();
    return language;
}

void scan_tokens(benchmark::State& state) {
    const segment_text::Tokenizer tokenizer(english());
    const quern::Span all{0, static_cast<std::uint32_t>(article().size())};
    std::vector<quern::Span> tokens;
    for (auto _ : state) {
        tokens.clear();
        tokenizer.scan(article(), all, tokens);
        benchmark::DoNotOptimize(tokens.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * article().size()));
    state.counters["tokens"] = static_cast<double>(tokens.size());
}
BENCHMARK(scan_tokens);

// Of tokens that are there.
void split_sentences(benchmark::State& state) {
    const segment_text::SentenceSplitter splitter(english());
    std::vector<quern::Span> tokens, sentences;
    segment_text::Tokenizer(english()).scan(article(), {0, static_cast<std::uint32_t>(article().size())},
                                            tokens);
    for (auto _ : state) {
        sentences.clear();
        splitter.split(article(), tokens, sentences);
        benchmark::DoNotOptimize(sentences.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * article().size()));
    state.counters["sentences"] = static_cast<double>(sentences.size());
}
BENCHMARK(split_sentences);

// Tokens, sentences and blocks, written as layers.
void segment(benchmark::State& state) {
    StageRunner run("segment_text", "segment.text");
    auto document = quern::testing::text_document(article());
    auto fresh = [&] {
        state.PauseTiming();
        document = quern::testing::text_document(article());
        state.ResumeTiming();
    };
    for (auto _ : state) {
        fresh();
        run.process(document);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * article().size()));
    state.counters["tokens"] = static_cast<double>(document.find_layer("tokens")->size());
    state.counters["sentences"] = static_cast<double>(document.find_layer("sentences")->size());
}
BENCHMARK(segment);

}  // namespace
