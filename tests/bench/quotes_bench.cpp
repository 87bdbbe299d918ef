// SPDX-License-Identifier: MIT
// corpus.quotes on generated quotations, of which three in ten are retellings of others: cut, reworded,
// joined with something else, or word for word.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "collection.hpp"
#include "comparison.hpp"
#include "language.hpp"
#include "matches.hpp"
#include "sayings.hpp"
#include "words.hpp"

using namespace corpus_quotes;

namespace {

constexpr std::size_t quotations_of_document = 10;

using Random = std::minstd_rand;

std::size_t below(Random& random, std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

// Words as frequent as in print: every second one is small, the others follow Zipf's law.
std::string word(Random& random) {
    static constexpr const char* small[] = {"the", "of", "and", "to", "we", "is", "in", "that", "not", "for"};
    if (below(random, 2) == 0) return small[below(random, std::size(small))];
    const auto rank = static_cast<std::size_t>(
        std::exp(std::uniform_real_distribution<double>(0, std::log(60'000.0))(random)));
    std::string word;
    for (auto rest = rank + 400; rest != 0; rest /= 20) {
        word += "bcdfghklmnprstvwzjqx"[rest % 20];
        word += "aeiou"[rest % 5];
    }
    return word;
}

// The words of a saying by its number.
std::vector<std::string> saying(std::size_t number) {
    Random random(static_cast<Random::result_type>(number * 2654435761u % 2147483646u + 1));
    std::vector<std::string> words(6 + below(random, 25));
    for (auto& one : words) one = word(random);
    return words;
}

struct Told {
    std::string text;
    std::size_t speaker;
};

// The next quotation; `sayings` is how many there have been.
Told next(Random& random, std::size_t& sayings) {
    const bool retold = sayings != 0 && below(random, 10) < 3;
    // Few are told by many.
    const auto number = retold ? below(random, below(random, sayings) + 1) : sayings++;
    auto words = saying(number);
    switch (retold ? below(random, 5) : 5) {
        case 0:  // cut at the end
            words.resize(words.size() - words.size() / 3);
            break;
        case 1:  // at the beginning
            words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(words.size() / 4));
            break;
        case 2:  // reworded
            words[below(random, words.size())] = word(random);
            break;
        case 3:  // joined with another
            words.back() += '.';
            for (auto left = 6 + below(random, 10); left > 0; --left) words.push_back(word(random));
            break;
        default:
            break;
    }
    Told told{{}, number * 7919 % 40'000};
    for (const auto& one : words) told.text += (told.text.empty() ? "" : " ") + one;
    told.text += '.';
    return told;
}

double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

// All that the stage does but for reading the document's layers and writing the tables. `make` gives one
// quotation after another.
template <class Make>
void join(benchmark::State& state, Make make) {
    const Language language(CORPUS_QUOTES_DATA "/lang.en.txt");
    const auto count = static_cast<std::size_t>(state.range(0));
    for (auto _ : state) {
        Collection collection(count);
        std::vector<Quotation> document(quotations_of_document);
        for (std::size_t i = 0; i < count; i += document.size()) {
            state.PauseTiming();
            for (auto& quotation : document) {
                auto [text, speaker] = make();
                quotation.text = std::move(text);
                quotation.speaker = {"Given Family" + std::to_string(speaker), "", SpeakerKind::named};
            }
            state.ResumeTiming();
            for (auto& quotation : document) {
                WordReader reader(language, 2000, quotation.words);
                reader.read(quotation.text);
                reader.finish();
                quotation.own_passages = quotation.words.passages.size();
            }
            collection.add({std::to_string(i), "2024-01-01", "site"}, document);
        }
        const Comparison comparison(collection, language, 0.65);
        const auto matches = match(comparison);
        const auto list = sayings(comparison, matches, 2);
        state.counters["pairs"] = static_cast<double>(matches.compared);
        state.counters["sayings"] = static_cast<double>(list.size());
        state.counters["peak_MB"] = peak_megabytes();
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void join_quotations(benchmark::State& state) {
    Random random(3);
    std::size_t sayings = 0;
    join(state, [&] { return next(random, sayings); });
}
BENCHMARK(join_quotations)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Iterations(1)
    ->Unit(benchmark::kSecond);

constexpr const char* one_saying =
    "The keeper burned the letters of the harbour master in the stove that very night.";

void join_equal(benchmark::State& state) {
    join(state, [] { return Told{one_saying, 1}; });
}
BENCHMARK(join_equal)->Arg(1'000'000)->Iterations(1)->Unit(benchmark::kSecond);

// Each by another speaker.
void join_stock_phrases(benchmark::State& state) {
    join(state, [speaker = std::size_t{0}]() mutable { return Told{one_saying, ++speaker}; });
}
BENCHMARK(join_stock_phrases)->Arg(100'000)->Arg(1'000'000)->Iterations(1)->Unit(benchmark::kSecond);

// Each with a word of its own in front and behind.
void join_variants(benchmark::State& state) {
    Random random(3);
    join(state, [&] { return Told{word(random) + ' ' + one_saying + ' ' + word(random), 1}; });
}
BENCHMARK(join_variants)->Arg(10'000)->Arg(100'000)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
