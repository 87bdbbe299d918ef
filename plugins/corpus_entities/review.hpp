// SPDX-License-Identifier: MIT
// Finds entities that are likely to be one, though nothing makes it certain.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "roster.hpp"

namespace corpus_entities {

struct Likely {
    std::size_t other;        // number of the entity, from 0
    std::string_view reason;  // spelling, initial, part or acronym
};

// For each entity those with more mentions that may be the same, of the same label, at most five, the first
// in their order first:
//   spelling  the same letters but for accents, capitals and signs
//   initial   people: the same last word, and an initial of the other's first
//   part      people: some words of the other's, the last or the first among them
//   acronym   organisations: the first letters of the other's words
// `entities` are in the order of Roster::take(). Time is linear but for the number of candidates that share a
// word, of which the first 100 are looked at.
std::vector<std::vector<Likely>> review(const std::vector<Entity>& entities);

}  // namespace corpus_entities
