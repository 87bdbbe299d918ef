// SPDX-License-Identifier: MIT
// Which lines of a page are its article.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lines.hpp"
#include "score.hpp"

namespace clean_flat {

enum class Verdict : std::uint8_t { dropped, heading, item, paragraph };

// The run of lines from the article's first to behind its last, debris between them still inside.
struct Region {
    std::size_t first = 0, last = 0;
};

// The run of lines that is worth most, where a line is worth its words times the probability that it belongs
// to the article, less what a foreign line costs (Kadane's algorithm). All lines of a page that has next to
// no prose.
Region find_region(const std::vector<Line>& lines, const std::vector<float>& scores);

// What the page says of itself in its title line, found before the article is.
struct Heading {
    std::string headline;  // empty where the page has none
    std::string site, published;
    std::size_t behind = 0;  // the line behind the last one that prints the headline above the article
};

// Looks for the title line and for the headline, which may be printed again; marks those lines as titles.
Heading find_heading(std::string_view text, std::vector<Line>& lines, Region region);

// What becomes of each line. `authors` are the names of the page's bylines: a last line that begins with one
// of them is about the author.
void judge(std::string_view text, const std::vector<Line>& lines, const std::vector<float>& scores,
           Region region, const std::vector<std::string>& authors, std::vector<Verdict>& verdicts);

}  // namespace clean_flat
