// SPDX-License-Identifier: MIT
// corpus.quotes on generated quotations, of which three in ten are retellings of others: cut, reworded,
// joined with something else, or word for word.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "collection.hpp"
#include "comparison.hpp"
#include "language.hpp"
#include "matches.hpp"
#include "sayings.hpp"
#include "words.hpp"

using namespace corpus_quotes;

namespace {

class Sayings {
public:
    explicit Sayings(std::uint32_t seed) : random_(seed) {}

    // The text and the number of its speaker.
    std::pair<std::string, std::size_t> next() {
        const bool retold = !kept_.empty() && random_() % 10 < 3;
        if (!retold) {
            std::vector<std::string> words;
            for (auto left = 6 + random_() % 25; left > 0; --left) words.push_back(word());
            kept_.emplace_back(words, below(40'000));
            return {joined(words), kept_.back().second};
        }
        auto [words, speaker] = kept_[kept_.size() * below(1000) / 1000 * below(1000) / 1000];
        switch (random_() % 5) {
            case 0:  // cut
                words.resize(words.size() - words.size() / 3);
                break;
            case 1:
                words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(words.size() / 4));
                break;
            case 2:  // reworded
                words[below(words.size())] = word();
                break;
            case 3:  // joined
                words.back() += '.';
                for (auto left = 6 + random_() % 10; left > 0; --left) words.push_back(word());
                break;
            default:
                break;
        }
        return {joined(words), speaker};
    }

private:
    std::size_t below(std::size_t limit) { return random_() % limit; }
    // Words as frequent as in print: every second one is small, the others follow Zipf's law.
    std::string word() {
        static constexpr const char* small[] = {"the", "of", "and",  "to",  "we",
                                                "is",  "in", "that", "not", "for"};
        if (random_() % 2 == 0) return small[below(std::size(small))];
        const auto rank = static_cast<std::size_t>(
            std::exp(std::uniform_real_distribution<double>(0, std::log(60'000.0))(random_)));
        std::string word;
        for (auto rest = rank + 400; rest != 0; rest /= 20) {
            word += "bcdfghklmnprstvwzjqx"[rest % 20];
            word += "aeiou"[rest % 5];
        }
        return word;
    }
    static std::string joined(const std::vector<std::string>& words) {
        std::string text;
        for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
        return text + '.';
    }

    std::mt19937 random_;
    std::vector<std::pair<std::vector<std::string>, std::size_t>> kept_;
};

double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

// All that the stage does but for reading the document's layers and writing the tables.
void join_quotations(benchmark::State& state) {
    const Language language(CORPUS_QUOTES_DATA "/lang.en.txt");
    const auto count = static_cast<std::size_t>(state.range(0));
    for (auto _ : state) {
        Sayings generated(3);
        Collection collection(count);
        std::vector<Quotation> of_document(1);
        auto& quotation = of_document.front();
        for (std::size_t i = 0; i < count; ++i) {
            state.PauseTiming();
            auto [text, speaker] = generated.next();
            quotation.text = std::move(text);
            quotation.speaker = {
                "Given" + std::to_string(speaker % 200) + " Family" + std::to_string(speaker), "",
                SpeakerKind::named};
            state.ResumeTiming();
            WordReader reader(language, 2000, quotation.words);
            reader.read(quotation.text);
            reader.finish();
            quotation.own_passages = quotation.words.passages.size();
            collection.add({std::to_string(i), "2024-01-01", "site"}, of_document);
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
BENCHMARK(join_quotations)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Iterations(1)
    ->Unit(benchmark::kSecond);

}  // namespace
