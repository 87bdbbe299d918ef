// SPDX-License-Identifier: MIT
// Which lines of a page are its article.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "lines.hpp"
#include "press/facts.hpp"
#include "press/judge.hpp"
#include "score.hpp"

namespace clean_flat {

using press::Region;

// The run of lines that is worth most, where a line is worth its words times the probability that it belongs
// to the article, less what a foreign line costs (Kadane's algorithm). All lines of a page that has next to
// no prose.
Region find_region(const std::vector<Line>& lines, const std::vector<float>& scores);

// Looks for the title line and for the headline, which may be printed again; marks those lines as titles.
press::Heading find_heading(std::string_view text, std::vector<Line>& lines, Region region);

}  // namespace clean_flat
