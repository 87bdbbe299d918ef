// SPDX-License-Identifier: MIT
// Which lines of a page are its article's, as trees tell that learned it from pages.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "features.hpp"
#include "lines.hpp"
#include "press/symmetric_trees.hpp"

namespace clean_flat {

class LineChooser {
public:
    LineChooser() = default;
    explicit LineChooser(press::SymmetricTrees trees) : trees_(std::move(trees)) {}

    struct Memory {
        Describer describer;
        press::ByteRows rows;              // of a batch of lines
        std::vector<std::int16_t> scores;  // of them
        std::vector<std::uint8_t> levels;  // of all lines
    };
    // Takes the lines that make the largest F1 to be expected, and all of a page that has no prose. Linear.
    void choose(const Page& page, Memory& memory, std::vector<bool>& kept) const;

private:
    press::SymmetricTrees trees_;
};

}  // namespace clean_flat
