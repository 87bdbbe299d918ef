// SPDX-License-Identifier: MIT
// Which lines of a page are its article's, as trees tell that learned it from pages.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "features.hpp"
#include "lines.hpp"
#include "press/symmetric_trees.hpp"
#include "stacking.hpp"

namespace clean_flat {

// The levels of a page's lines that the first trees give them. Linear.
void find_levels(const Page& page, const press::SymmetricTrees& trees, Describer& describer,
                 press::ByteRows& rows, std::vector<std::uint8_t>& found);

class LineChooser {
public:
    LineChooser() = default;
    // The second trees look at what the first say.
    LineChooser(press::SymmetricTrees first, press::SymmetricTrees second)
        : first_(std::move(first)), second_(std::move(second)) {}

    struct Memory {
        Describer describer;
        StackedDescriber stacked;
        press::ByteRows rows;              // of a batch of lines
        std::vector<std::uint8_t> levels;  // of all lines
    };
    // Takes the lines that make the largest F1 to be expected and those as likely the article's as not, and
    // all of a page that has no prose. Linear.
    void choose(const Page& page, Memory& memory, std::vector<bool>& kept) const;

private:
    press::SymmetricTrees first_, second_;
};

}  // namespace clean_flat
