// SPDX-License-Identifier: MIT
// A name where it stands in a document, and what it is.
#pragma once

#include <cstdint>

#include "lexicon.hpp"

namespace tag_entities {

// How sure the rules are of a mention.
constexpr double sure = 0.95, likely = 0.8, plausible = 0.6, a_guess = 0.4;

struct Mention {
    std::uint32_t first = 0, last = 0;  // half-open range of words
    Label label = Label::none;
    double confidence = 0;             // 0 to 1
    const KnownName* known = nullptr;  // where a list says what it is
    bool by_model = false;             // else by rules
};

inline bool is_country(const KnownName& name) {
    return name.label == Label::place && name.subtype == "country";
}

}  // namespace tag_entities
