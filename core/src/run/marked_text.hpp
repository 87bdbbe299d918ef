// SPDX-License-Identifier: MIT
// A text with marked spans, as a terminal shows it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <quern/span.hpp>

namespace quern::host {

struct Mark {
    Span span;
    std::string label;  // may be empty
};

inline constexpr std::size_t page_width = 100;  // columns that lines are wrapped to

// The text around the marks, each in brackets with its label in front, ⟦PER Ida Holm⟧, or coloured where
// `colour` is wanted. What is far from every mark's begin and end is left out, and how much that is stands in
// its place. Lines are wrapped and indented; characters that could change the terminal are replaced.
std::string marked_text(std::string_view text, const std::vector<Mark>& marks, bool colour,
                        std::size_t indent);

// On lines of the page, indented.
std::string wrapped(std::string_view text, std::size_t indent);

// The text's beginning, so many lines at most, each cut where it is longer than a line of the page, and how
// much follows.
std::string first_lines(std::string_view text, std::size_t lines, std::string_view in_front);

// Cut in the middle where it is longer than so many characters; on one line. How much is left out is told
// where that takes less than what is shown.
std::string abridged(std::string_view text, std::size_t longest);

}  // namespace quern::host
