// SPDX-License-Identifier: MIT
// What the words of English do not tell: scripts that write no blanks between words, marks of other scripts,
// and languages whose small words are not known.
#pragma once

#include <string_view>
#include <vector>

#include "line.hpp"

namespace press {

// Whether a text is written in a script that measure_script() has anything to tell of. Linear, and cheap.
bool has_other_script(std::string_view text);

// Adds to a measured line what its letters beyond Latin tell: each Chinese or Japanese character counts as a
// word, of Thai and its like every fourth; commas of all scripts count. Linear.
void measure_script(std::string_view content, Line& line);

// On a page whose sentences hold next to none of the small words that are known, its sentences are taken to
// have as many as English ones: otherwise no text of another language would look like prose.
void suppose_stop_words(std::vector<Line>& lines);

}  // namespace press
