// SPDX-License-Identifier: MIT
// How much of a passage another quotation tells.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "weights.hpp"
#include "words.hpp"

namespace corpus_quotes {

struct Likeness {
    // The share of the passage's words that the quotation has close together, in any order. A word told by
    // another costs as much again, a word put in between half as much. 0 where number, name or mood differ.
    double score = 0;
    std::uint32_t weight = 0;          // of the words that both have, by Weights
    std::uint32_t words = 0;           // how many they are
    std::uint32_t begin = 0, end = 0;  // where in the quotation they stand
};

// Looks for one passage in any number of quotations.
class PassageFinder {
public:
    PassageFinder(std::span<const Word> words, Mood mood, const Weights& weights);

    // `passages` are the quotation's own. Takes time in proportion to its length.
    Likeness find(std::span<const Word> quotation, std::span<const Passage> passages);

private:
    static constexpr std::uint32_t slots = 2 * Passage::most_words;
    static constexpr std::uint8_t none = 255;

    std::uint8_t place_of(Word word) const;
    std::uint8_t add_place(Word word);
    Likeness judge(std::span<const Word> quotation, const Passage& around, Likeness found);

    const Weights& weights_;
    std::span<const Word> words_;
    Mood mood_;
    std::uint32_t weight_ = 0;
    std::array<std::uint8_t, slots> table_{};                    // by identity: a place, from 1
    std::array<std::uint32_t, Passage::most_words> identity_{};  // of each place
    std::array<std::uint8_t, Passage::most_words> needed_{}, had_{};
    std::uint8_t places_ = 0;
};

}  // namespace corpus_quotes
