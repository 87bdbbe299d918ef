// SPDX-License-Identifier: MIT
#include "comments.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace clean_flat {
namespace {

constexpr std::uint32_t least_words_above = 150;  // of prose
constexpr std::uint32_t most_words = 12;          // of a sentence that speaks of comments
constexpr std::size_t near = 12;                  // lines

bool speaks_of_them(const Line& line) {
    return line.comments && (line.words <= most_words || !line.is_prose());
}

}  // namespace

// One line that speaks of comments is a heading of the article's own, or a link that stands anywhere. Where
// comments stand, another is near, or the day of the first: "8 comments", "Reply".
void drop_comments(const std::vector<Line>& lines, std::vector<bool>& kept) {
    std::uint32_t words = 0;
    auto first = lines.size();  // the last line that spoke of them
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool speaks = speaks_of_them(lines[i]);
        if (first < i && i - first <= near && (speaks || lines[i].date)) {
            std::fill(kept.begin() + static_cast<std::ptrdiff_t>(first), kept.end(), false);
            return;
        }
        if (speaks && words >= least_words_above) first = i;
        if (kept[i] && lines[i].is_prose()) words += lines[i].words;
    }
}

}  // namespace clean_flat
