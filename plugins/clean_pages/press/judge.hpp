// SPDX-License-Identifier: MIT
// What becomes of each line of a page's article, and what the page says of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "line.hpp"

namespace press {

enum class Verdict : std::uint8_t { dropped, heading, item, paragraph };

// The run of lines from the article's first to behind its last, debris between them still inside.
struct Region {
    std::size_t first = 0, last = 0;
};

// Whether the line is debris by what it says alone, wherever it stands.
bool is_debris(const Line& line, std::string_view content);

// Drops debris from between and around the lines of an article: bylines, credits, captions, links to other
// articles, prompts, what stands below the last paragraph. Of the lines of the region only those that are
// `kept` are looked at. `authors` are the names of the page's bylines: a last line that begins with
// one of them is about the author.
void judge(std::string_view text, const std::vector<Line>& lines, const std::vector<bool>& kept,
           Region region, const std::vector<std::string>& authors, std::vector<Verdict>& verdicts);

}  // namespace press
