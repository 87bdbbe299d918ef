// SPDX-License-Identifier: MIT
// Names in a text, each where it stands.
#pragma once

#include <vector>

#include "words.hpp"

namespace quote_speech {

struct Name {
    Range words;
    Index person = nowhere;  // number in People::all()
    Index entity = nowhere;  // row of the layer entities
    bool body = false;       // of an organisation, a country, a people
    bool sure = false;       // told by a tagger, a title or more than one word, not by a capital alone
};

// Replaces `names` by what capitals say, for texts in which no tagger looked for names.
void find_names(const Words& words, std::vector<Name>& names);

}  // namespace quote_speech
