// SPDX-License-Identifier: MIT
// Which blocks of a page are its article.
#pragma once

#include <vector>

#include "press/boosted_trees.hpp"
#include "reading.hpp"

namespace clean_html {

class BlockChooser {
public:
    BlockChooser() = default;
    explicit BlockChooser(press::BoostedTrees trees) : trees_(std::move(trees)) {}

    struct Memory {
        std::vector<float> rows, scores;
    };
    // Sets for each block whether it is one. Above `least_score` a block is taken; the higher it is, the
    // less.
    void choose(const PageReading& page, float least_score, Memory& memory, std::vector<bool>& kept) const;

private:
    press::BoostedTrees trees_;
};

// Adds the captions between the first block that is kept and the last.
void keep_captions(const PageReading& page, std::vector<bool>& kept);

}  // namespace clean_html
