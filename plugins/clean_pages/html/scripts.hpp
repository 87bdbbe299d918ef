// SPDX-License-Identifier: MIT
// What the words of English do not tell: scripts that write no blanks between words, marks of other scripts,
// and languages whose small words are not known.
#pragma once

#include <string_view>
#include <vector>

#include "press/line.hpp"

namespace clean_html {

// Adds to a measured line what its letters beyond Latin tell: each Chinese or Japanese character counts as a
// word, of Thai and its like every fourth; full stops and commas of all scripts count. Linear.
void measure_script(std::string_view content, press::Line& line);

// On a page whose sentences hold next to none of the small words that are known, its sentences are taken to
// have as many as English ones: otherwise no text of another language would look like prose.
void suppose_stop_words(std::vector<press::Line>& lines);

}  // namespace clean_html
