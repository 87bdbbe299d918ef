// SPDX-License-Identifier: MIT
#include "ways.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "press/symmetric_trees.hpp"

namespace clean_flat {
namespace {

constexpr std::size_t tile_size = press::ByteRows::tile, farthest = 255;
static_assert(tile_size <= 32, "a bit for each line of a tile");

// Counting up to the farthest, and down from it: a column of distances is a piece of one of them.
constexpr auto up = [] {
    std::array<std::uint8_t, farthest + tile_size + 1> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<std::uint8_t>(std::min(i, farthest));
    return table;
}();
constexpr auto down = [] {
    auto table = up;
    std::reverse(table.begin(), table.end());
    return table;
}();

}  // namespace

std::uint16_t signs_of(const Line& line, Kind kind, std::uint8_t overlap, bool is_first) {
    std::uint32_t signs = 0, bit = 0;
    const auto add = [&](bool sign) { signs |= static_cast<std::uint32_t>(sign) << bit++; };
    add(line.is(press::related));
    add(line.is(press::tail));
    add(line.is(press::legal | press::contact));
    add(line.is(press::prompt));
    add(line.is(press::control));
    add(line.is(press::bio));
    add(line.date);
    add(line.byline);
    add(!is_first && overlap >= 140 && line.words >= 3);
    add(kind == prose);
    add(kind == words && line.words <= 6);
    return static_cast<std::uint16_t>(signs);
}

void SignedTile::add(std::uint32_t row, std::uint16_t signs) {
    for (std::uint32_t left = signs; left != 0; left &= left - 1)
        lines[static_cast<std::size_t>(std::countr_zero(left))] |= std::uint32_t{1} << row;
}

void describe_above(const SignedTile& tile, Ways& above, std::uint8_t* columns) {
    std::array<std::uint8_t, 2 * tile_size> column;
    for (std::size_t way = 0; way < ways; ++way, columns += tile_size) {
        std::memcpy(column.data(), up.data() + above[way], tile_size + 1);
        for (auto left = tile.lines[way]; left != 0; left &= left - 1)
            std::memcpy(column.data() + std::countr_zero(left) + 1, up.data() + 1, tile_size);
        std::memcpy(columns, column.data(), tile_size);
        above[way] = column[tile_size];
    }
}

void describe_below(const SignedTile& tile, const Ways& below, std::uint8_t* columns) {
    std::array<std::uint8_t, 2 * tile_size> column;
    auto* rows = column.data() + tile_size;
    for (std::size_t way = 0; way < ways; ++way, columns += tile_size) {
        // ends with the distance of the last line
        std::memcpy(rows, down.data() + down.size() - tile_size - below[way], tile_size);
        for (auto left = tile.lines[way]; left != 0;) {
            const auto row = std::bit_width(left) - 1;
            left ^= std::uint32_t{1} << row;
            std::memcpy(rows + row - tile_size, down.data() + down.size() - tile_size - 1, tile_size);
        }
        std::memcpy(columns, rows, tile_size);
    }
}

void step_up(const SignedTile& tile, Ways& below) {
    for (std::size_t way = 0; way < ways; ++way) {
        const auto lines = tile.lines[way];
        below[way] =
            lines != 0 ? static_cast<std::uint8_t>(std::countr_zero(lines) + 1) : up[below[way] + tile_size];
    }
}

}  // namespace clean_flat
