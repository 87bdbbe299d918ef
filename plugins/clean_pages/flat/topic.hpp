// SPDX-License-Identifier: MIT
// Which of its words a page uses again, and which stand in its title or among its prose.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lines.hpp"
#include "marks.hpp"
#include "press/symmetric_trees.hpp"

namespace clean_flat {

class Topic {
public:
    // `block` is the page's largest.
    void read(const Page& page, const Block& block);
    static constexpr std::size_t features = 6;
    static constexpr std::size_t title_share = 1;  // its place among them
    void describe(const Page& page, std::size_t line, press::RowWriter& out) const;

private:
    // Of the words of one class: how many lines have one, and of them how many in the largest block, up to
    // 255.
    struct Use {
        std::uint32_t last_line = 0xFFFFFFFF;
        std::uint8_t lines = 0, in_block = 0;
        bool in_title = false;
    };
    void count(const Page& page);
    bool is_inside(std::size_t line) const { return line >= block_.first && line <= block_.last; }

    std::vector<Use> uses_;            // of each class of words
    std::vector<std::uint64_t> told_;  // what a word of each class adds to a line's sums, side by side
    Block block_{};
};

}  // namespace clean_flat
