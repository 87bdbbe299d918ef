// SPDX-License-Identifier: MIT
// tag.gazetteer with 100,000 made-up names on generated news, beside what reading the tokens' bytes once
// costs.
#include <benchmark/benchmark.h>

#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <quern/testing.hpp>

#include "generated_news.hpp"
#include "temporary_folder.hpp"

using quern::testing::StageRunner;

namespace {

constexpr std::size_t article_size = 100'000;

std::string made_up_word(std::mt19937& random) {
    static const std::string consonants = "bcdfghjklmnprstvwz", vowels = "aeiou";
    std::string word;
    for (auto syllables = 2 + random() % 2; syllables > 0; --syllables) {
        word += consonants[random() % consonants.size()];
        word += vowels[random() % vowels.size()];
    }
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
    return word;
}

// Made-up names, some of them beginning like the names of the generated news, and some of those.
void write_names(const std::filesystem::path& file, std::int64_t count) {
    std::mt19937 random(3);
    quern::testing::GeneratedNews news(4);
    std::ofstream out(file);
    for (std::int64_t i = 0; i < count; ++i) {
        if (i % 500 == 0)
            out << news.name() << '\n';
        else if (i % 50 == 0)
            out << news.name() << ' ' << made_up_word(random) << '\n';
        else
            out << made_up_word(random) << ' ' << made_up_word(random)
                << (i % 3 ? "" : " " + made_up_word(random)) << '\n';
    }
}

quern::Document segmented(const std::string& text) {
    StageRunner segment("segment_text", "segment.text");
    auto document = quern::testing::text_document(text);
    segment.process(document);
    return document;
}

const std::string& article() {
    static const std::string text = quern::testing::GeneratedNews(7).article(article_size);
    return text;
}

// The floor: adding up the bytes of all tokens.
void read_tokens(benchmark::State& state) {
    const auto document = segmented(article());
    const auto& tokens = document.find_layer("tokens")->spans();
    const auto& text = document.text();
    for (auto _ : state) {
        std::uint64_t sum = 0;
        for (const auto token : tokens)
            for (auto at = token.begin; at < token.end; ++at) sum += static_cast<unsigned char>(text[at]);
        benchmark::DoNotOptimize(sum);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * article().size()));
}
BENCHMARK(read_tokens);

void find_names(benchmark::State& state) {
    const quern::testing::TemporaryFolder folder;
    const auto list = folder / "names.txt";
    write_names(list, state.range(0));
    StageRunner run("tag_gazetteer", "tag.gazetteer");
    run.set("lists", std::vector<std::filesystem::path>{list});
    auto document = segmented(article());
    std::size_t found = 0;
    for (auto _ : state) {
        state.PauseTiming();
        document = segmented(article());  // a document without names yet
        state.ResumeTiming();
        run.process(document);
        found = document.find_layer("names")->size();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * article().size()));
    state.counters["found"] = static_cast<double>(found);
}
BENCHMARK(find_names)->Arg(10)->Arg(100'000)->Unit(benchmark::kMicrosecond);

// A list of that many names, from file to index.
void load_names(benchmark::State& state) {
    const quern::testing::TemporaryFolder folder;
    const auto list = folder / "names.txt";
    write_names(list, state.range(0));
    for (auto _ : state) {
        StageRunner run("tag_gazetteer", "tag.gazetteer");
        run.set("lists", std::vector<std::filesystem::path>{list});
        benchmark::DoNotOptimize(&run.component());
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(load_names)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
