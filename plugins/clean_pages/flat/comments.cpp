// SPDX-License-Identifier: MIT
#include "comments.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace clean_flat {
namespace {

// Of prose; above the article stands a link to the comments, too.
constexpr std::uint32_t least_words_above = 150;

}  // namespace

void drop_comments(const std::vector<Line>& lines, std::vector<bool>& kept) {
    std::uint32_t words = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& line = lines[i];
        // Under a heading of the article's own prose follows at once, under this one a name, a date or a
        // button.
        const bool heads_prose = i + 1 < lines.size() && lines[i + 1].is_prose();
        if (line.comments && !heads_prose && words >= least_words_above) {
            std::fill(kept.begin() + static_cast<std::ptrdiff_t>(i), kept.end(), false);
            return;
        }
        if (kept[i] && line.is_prose()) words += line.words;
    }
}

}  // namespace clean_flat
