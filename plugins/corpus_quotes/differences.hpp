// SPDX-License-Identifier: MIT
// The words in which two tellings differ.
#pragma once

#include <string>
#include <string_view>

namespace corpus_quotes {

// In the way of wdiff: "[-proved-] {+proven+}; {+very+}", where `from` has what stands in [--], and `to` what
// stands in {++}. Words that differ by capitals, signs or the style of apostrophes are the same. "[-…-]" at
// an end: `to` is cut there; "{+…+}": it goes on there. Empty where no word differs.
std::string differences(std::string_view from, std::string_view to);

}  // namespace corpus_quotes
