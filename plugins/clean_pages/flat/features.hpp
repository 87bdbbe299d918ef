// SPDX-License-Identifier: MIT
// What the trees see of each line of a page: bytes that tell of the line, of its neighbours, and of where it
// stands.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lines.hpp"
#include "marks.hpp"
#include "numbers.hpp"
#include "press/symmetric_trees.hpp"
#include "topic.hpp"
#include "ways.hpp"

namespace clean_flat {

inline constexpr std::size_t line_features = 101;

// Describes the lines of a page in batches, so that there are never whole rows for all of them: only what is
// known of lines by themselves, a quarter of a row, is told once and kept. Linear. What is reckoned for one
// page is kept for the next.
class Describer {
public:
    static constexpr std::size_t batch = press::ByteRows::tile;  // lines
    static constexpr std::size_t own_features = 19 + Topic::features;

    void read(const Page& page);
    // The rows of the next lines, as many as are left or make a batch. False behind the last.
    bool next(const Page& page, press::ByteRows& rows);
    // Writes what the rows of a batch begin with: what is known of lines without the others near them.
    void copy_own(std::size_t first, press::ByteRows& rows) const;

private:
    void find_blocks(std::size_t lines);
    void sum_up(const Page& page);
    void describe_own(const Page& page);
    void read_signs(const Page& page);
    void describe_neighbours(std::size_t first, press::ColumnWriter& out) const;
    void describe_windows(std::size_t first, press::ColumnWriter& out) const;
    void describe_place(std::size_t first, press::ColumnWriter& out) const;
    void describe_blocks(std::size_t first, std::size_t count, press::ByteRows& rows, std::size_t column);
    void describe_ways(std::size_t first, std::size_t count, press::ByteRows& rows, std::size_t column);
    void describe_since_tail(std::size_t first, std::size_t count, std::uint8_t* column);

    Marks marks_;
    std::vector<std::uint32_t> prose_before_;  // words of prose above a line; margins as in MarkColumn
    std::vector<Block> blocks_;
    press::ByteRows own_;  // what is known of all lines by themselves
    std::vector<SignedTile> signs_;
    std::vector<Ways> below_;  // what the last line of each batch has below it
    Topic topic_;
    Totals totals_;
    std::array<std::uint8_t, 8> of_page_{};  // what all lines of the page have in common
    // of the next line
    std::size_t at_ = 0, block_ = 0;
    std::uint32_t since_tail_ = 0;  // words of prose since the last list or tail
    Ways above_{};
};

}  // namespace clean_flat
