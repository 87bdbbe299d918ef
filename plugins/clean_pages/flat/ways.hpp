// SPDX-License-Identifier: MIT
// How far a line is from the last one, or the next one, of which something is true.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "lines.hpp"
#include "marks.hpp"

namespace clean_flat {

inline constexpr std::size_t ways = 11;

enum Way : std::uint8_t { heads_list = 0, ends_article = 1 };  // the others need no name

// What is true of a line, a bit for each way.
std::uint16_t signs_of(const Line& line, Kind kind, std::uint8_t overlap, bool is_first);

// Which of a tile's lines have each sign: bit r tells of line r.
struct SignedTile {
    std::array<std::uint32_t, ways> lines{};

    void add(std::uint32_t row, std::uint16_t signs);
};

// Lines to where each sign stands, up to 255, from one line, which itself does not count.
using Ways = std::array<std::uint8_t, ways>;

// Writes for each line of a tile how far above it each sign stands, a column of the tile's lines for each.
// `above` tells it of the tile's first line, and then of the first line of the next tile.
void describe_above(const SignedTile& tile, Ways& above, std::uint8_t* columns);
// The same for how far below, with `below` as the tile's last line has it.
void describe_below(const SignedTile& tile, const Ways& below, std::uint8_t* columns);
// Makes what the tile's last line has below it what the last line of the tile in front has.
void step_up(const SignedTile& tile, Ways& below);

}  // namespace clean_flat
