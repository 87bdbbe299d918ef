// SPDX-License-Identifier: MIT
// Which quotations of a corpus tell the same words.
#pragma once

#include <cstdint>
#include <vector>

#include "collection.hpp"
#include "comparison.hpp"

namespace corpus_quotes {

struct Matches {
    // Forms from the longest to the shortest, those of one length in the order of what they hold: the same
    // for any order of documents.
    std::vector<Index> order;
    // By form: number of a group of forms that tell the same words, whoever is told to have said them.
    std::vector<Index> group;
    std::uint64_t compared = 0;  // pairs
};

// Passages are compared that share a rare pair of neighbouring words: time is nearly linear in the number of
// words.
Matches match(const Comparison& comparison);

}  // namespace corpus_quotes
