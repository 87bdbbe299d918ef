// SPDX-License-Identifier: MIT
// What is told of each line of a page in a byte, column by column: a line's neighbours stand beside it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lines.hpp"

namespace clean_flat {

enum Kind : std::uint8_t { nothing, debris, mark, words, phrase, sentence, prose };

Kind kind_of(const Line& line);

// A byte for each line, and noughts in front of the first and behind the last.
class MarkColumn {
public:
    static constexpr std::size_t margin = 80;  // farther than any feature looks from a batch

    void resize(std::size_t lines) { bytes_.assign(lines + 2 * margin, 0); }
    // Lines in front of the first have numbers below nought, whatever their type makes of them.
    std::uint8_t* at(std::size_t line) { return bytes_.data() + margin + static_cast<std::ptrdiff_t>(line); }
    const std::uint8_t* at(std::size_t line) const {
        return bytes_.data() + margin + static_cast<std::ptrdiff_t>(line);
    }
    std::uint8_t& operator[](std::size_t line) { return *at(line); }
    std::uint8_t operator[](std::size_t line) const { return *at(line); }

private:
    std::vector<std::uint8_t> bytes_;
};

struct Marks {
    MarkColumn words, kinds, stops, capitals, wording;

    void read(const Page& page);
};

// Runs of lines of prose with few others between two of them.
struct Block {
    std::size_t first, last;
    std::uint32_t words, lines;  // of prose
};

// What the page is like.
struct Totals {
    std::uint32_t lines = 0, words = 0, prose_words = 0, prose_lines = 0, dates = 0, debris = 0;
    std::size_t first_prose = 0, last_prose = 0;
    Block largest{};  // of the blocks
};

}  // namespace clean_flat
