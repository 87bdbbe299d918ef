// SPDX-License-Identifier: MIT
// What the model took for a source, as the mention of a speaker.
#pragma once

#include "mentions.hpp"
#include "words.hpp"

namespace quote_speech {

// Whether words can tell who speaks: not "That" of "That said", not "ever", not "will".
bool can_speak(const Words& words, Range source);

// The mention that a source is. Its core is what the source shares with the one that the rules found; where
// they found none there, it ends at the first comma.
Mention mention_of(const Words& words, Range source, const Mention& ruled);

}  // namespace quote_speech
