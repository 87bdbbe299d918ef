// SPDX-License-Identifier: MIT
// Which mentions of a document mean the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "finder.hpp"
#include "words.hpp"

namespace tag_entities {

// Gives each mention its entity, in order of first mention from 1, and settles unknown ones: a word of a
// fuller name in the document joins it where exactly one fits, or where the nearest fitting one stands before
// it in the same paragraph. Unknown ones that nothing explains are taken out. Returns the fullest name of
// each entity, by number less one.
std::vector<std::string> group(std::vector<Mention>& mentions, const Words& words, std::string_view text);

}  // namespace tag_entities
