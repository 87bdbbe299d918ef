// SPDX-License-Identifier: MIT
// What the trees see of each line of a page: bytes that tell of the line, of its neighbours, and of where it
// stands.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lines.hpp"
#include "press/symmetric_trees.hpp"

namespace clean_flat {

inline constexpr std::size_t line_features = 96;
// What is reckoned for one page and kept for the next.
class Describer {
public:
    // A row of `line_features` for each line. Linear.
    void describe_lines(const Page& page, press::ByteRows& rows);

private:
    // Of a line, made once and asked for many times.
    struct Mark {
        std::uint8_t words, kind, stops, capitals;
        std::uint8_t weight;  // words of a line of prose, 0 for others
    };
    // What the page is like.
    struct Totals {
        std::size_t lines, words, prose_words, prose_lines, dates, debris, bytes;
        std::size_t block_first, block_last, block_words;  // the largest run of prose with few lines between
        std::size_t first_prose, last_prose;
    };
    struct Block {
        std::size_t first, last, words, lines;  // `lines` of prose
    };

    // Of the words of one class: how many lines have one, and of them how many in the largest block, up to
    // 255.
    struct Use {
        std::uint32_t last_line = 0xFFFFFFFF;
        std::uint8_t lines = 0, in_block = 0;
        bool in_title = false;
    };

    void mark_lines(const Page& page);
    void find_blocks(std::size_t lines);
    void count_topic(const Page& page);
    void describe_page();
    void describe_own(const Page& page, std::size_t i, press::RowWriter& out) const;
    void describe_topic(const Page& page, std::size_t i, press::RowWriter& out) const;
    void describe_neighbours(std::size_t i, press::RowWriter& out) const;
    void describe_windows(std::size_t i, press::RowWriter& out) const;
    void describe_place(std::size_t i, press::RowWriter& out) const;
    void describe_ways(const Page& page, press::ByteRows& rows);

    std::vector<Mark> marks_;
    std::vector<std::uint32_t> prose_before_;  // words of prose above a line
    std::vector<std::uint32_t> block_of_;
    std::vector<Block> blocks_;
    std::vector<std::uint8_t> overlap_;  // half per cents of a line's words that stand in the title
    std::vector<std::uint32_t> signs_;
    std::vector<Use> topic_;  // of each class of words
    Totals totals_{};
    std::array<std::size_t, 8> of_page_{};  // what all lines of the page have in common
};

}  // namespace clean_flat
