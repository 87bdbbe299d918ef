// SPDX-License-Identifier: MIT
#include "weights.hpp"

#include <algorithm>
#include <cmath>

namespace corpus_quotes {

namespace {

constexpr std::size_t table_size = std::size_t{1} << 20;
constexpr std::size_t counted_at_once = std::size_t{1} << 23;
// A small corpus says little of which words are common: it is taken to be one of so many speakers.
constexpr std::size_t least_speakers = 1000;

}  // namespace

Weights::Weights(const Collection& quotations) : weights_(table_size, whole) {
    std::size_t words = 0;
    for (const auto& form : quotations.forms()) words += form.own_words;
    const auto parts = words / counted_at_once + 1;
    std::vector<std::uint32_t> speakers(table_size, 0);
    std::vector<std::uint64_t> uses;  // word and speaker
    for (std::size_t part = 0; part < parts; ++part) {
        uses.clear();
        for (const auto& form : quotations.forms())
            for (const auto word : quotations.own_words(form))
                if (const std::uint64_t place = word.form() & (table_size - 1); place % parts == part)
                    uses.push_back(place << 32 | form.speaker);
        std::sort(uses.begin(), uses.end());
        uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
        for (const auto use : uses) ++speakers[use >> 32];
    }
    const auto all = std::log(static_cast<double>(std::max(least_speakers, quotations.speakers().size())));
    for (std::size_t i = 0; i < table_size; ++i)
        if (speakers[i] > 1)
            weights_[i] = static_cast<std::uint8_t>(
                std::lround(whole * std::max(0.0, 1 - std::log(static_cast<double>(speakers[i])) / all)));
}

}  // namespace corpus_quotes
