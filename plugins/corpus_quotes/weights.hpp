// SPDX-License-Identifier: MIT
// How much a word says: one that few speakers use says more than one that all use.
#pragma once

#include <cstdint>
#include <vector>

#include "collection.hpp"

namespace corpus_quotes {

class Weights {
public:
    // Of a word that one speaker alone uses.
    static constexpr std::uint32_t whole = 64;

    // Counts the speakers who are told to have used each word: a saying that many tell makes none of its
    // words more common.
    explicit Weights(const Collection& quotations);

    std::uint32_t operator()(Word word) const {
        const auto weight = weights_[word.form() & (weights_.size() - 1)];
        return word.is(Word::pair) ? weight / 2u : weight;
    }

private:
    std::vector<std::uint8_t> weights_;  // by form; a power of two, so that a few words share one
};

}  // namespace corpus_quotes
