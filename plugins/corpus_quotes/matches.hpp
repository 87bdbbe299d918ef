// SPDX-License-Identifier: MIT
// Which quotations of a corpus tell the same words.
#pragma once

#include <cstdint>
#include <vector>

#include "collection.hpp"

namespace corpus_quotes {

// Least words that two quotations must share, in half words: nothing shorter says whose it is.
inline constexpr std::uint32_t shared_weight = 6;         // of one speaker
inline constexpr std::uint32_t shared_weight_open = 10;   // where nobody can tell whether there are two
inline constexpr std::uint32_t shared_weight_review = 12; // of two, to be named for review

struct Matches {
    // Forms from the longest to the shortest, those of one length in the order of what they hold: the same
    // for any order of documents.
    std::vector<Index> order;
    // By form: number of a group of forms that tell the same words, whoever is told to have said them.
    std::vector<Index> group;
    std::uint64_t compared = 0;  // pairs
};

// Passages are compared that share a rare pair of neighbouring words: time is nearly linear in the number of
// words. `threshold` is the least Likeness::score.
Matches match(const Collection& quotations, double threshold);

// Whether one of two forms tells a passage of the other, with so many half words of it.
bool share(const Collection& quotations, const Form& a, const Form& b, std::uint32_t least, double threshold);

}  // namespace corpus_quotes
