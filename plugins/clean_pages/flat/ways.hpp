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

enum Sign : std::uint16_t { heads_list = 1, ends_article = 2 };  // bits of signs_of()

// What is true of a line, a bit each.
std::uint16_t signs_of(const Line& line, Kind kind, std::uint8_t overlap, bool is_first);

// Lines since the last that had each sign, up to 255.
class Ways {
public:
    Ways() { lines_.fill(255); }
    std::uint8_t operator[](std::size_t way) const { return lines_[way]; }
    // One line further: all at once, without a branch.
    void step(std::uint16_t signs) {
        for (std::size_t k = 0; k < lines_.size(); ++k) {
            const auto further = static_cast<std::uint8_t>(lines_[k] + (lines_[k] != 255));
            lines_[k] = (signs & bits[k]) != 0 ? std::uint8_t{1} : further;
        }
    }

private:
    static constexpr auto bits = [] {
        std::array<std::uint16_t, 16> table{};
        for (std::size_t k = 0; k < table.size(); ++k) table[k] = static_cast<std::uint16_t>(1u << k);
        return table;
    }();
    std::array<std::uint8_t, 16> lines_;
};

}  // namespace clean_flat
