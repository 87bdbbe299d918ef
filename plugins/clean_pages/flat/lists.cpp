// SPDX-License-Identifier: MIT
#include "lists.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace clean_flat {
namespace {

constexpr std::uint32_t least_words = 4;  // of the line that announces them
constexpr std::uint32_t most_words = 20;  // of an item
constexpr std::size_t least_items = 2, most_items = 40;

bool may_be_item(const Line& line) {
    return line.words <= most_words && line.debris == 0 && !line.comments && !line.repeated && !line.bar &&
           !line.address && !line.byline && !line.is_prose();
}

}  // namespace

void keep_announced_lists(const std::vector<Line>& lines, std::vector<bool>& kept) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!kept[i] || !lines[i].ends_colon || lines[i].words < least_words) continue;
        auto end = i + 1;
        while (end < lines.size() && may_be_item(lines[end])) ++end;
        const auto items = end - i - 1;
        if (items >= least_items && items <= most_items)
            std::fill(kept.begin() + static_cast<std::ptrdiff_t>(i),
                      kept.begin() + static_cast<std::ptrdiff_t>(end), true);
    }
}

}  // namespace clean_flat
