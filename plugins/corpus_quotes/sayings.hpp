// SPDX-License-Identifier: MIT
// What was said, by whom, and who tells it: the rows of the tables.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collection.hpp"
#include "matches.hpp"

namespace corpus_quotes {

struct Saying {
    Index representative = 0;     // a telling: in the words that most documents have
    std::vector<Index> tellings;  // by first date, then document and place
    std::string speaker, key;     // the fullest name told; empty where none is
    std::vector<std::pair<std::string, std::size_t>>
        speakers;  // as told, with tellings, the most frequent first
    std::size_t documents = 0, outlets = 0;
    Index first = 0;                  // the telling with the earliest date
    std::size_t number = 0;           // from 1, in the order of the list
    std::vector<std::size_t> others;  // numbers of sayings in the same words by others than the speaker
};

// Those that so many documents tell at least; and those of fewer in the same words by others, for review.
// Those of most documents come first.
std::vector<Saying> sayings(const Comparison& comparison, const Matches& matches,
                            std::size_t least_documents);

}  // namespace corpus_quotes
