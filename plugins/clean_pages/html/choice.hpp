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
        std::vector<std::size_t> asked;  // the blocks whose scores matter
        std::vector<float> rows, said, scores;
        std::vector<NodeNumber> elements;  // for each node the block element that it stands in
    };
    // Sets for each block whether it is one. Above `least_score` a block is taken; the higher it is, the
    // less.
    void choose(const PageReading& page, float least_score, Memory& memory, std::vector<bool>& kept) const;

private:
    press::BoostedTrees trees_;
};

// Takes the blocks inside the elements that the user's rules keep, and no others. False where there are none:
// then `kept` is untouched.
bool choose_by_rules(const PageReading& page, std::vector<bool>& kept);

// What stays that would go, or might.
struct Extras {
    bool title = false, captions = false, lists = false, tables = false, code = false;
};

// Adds the headline, and all captions, lists, tables and code between the first block that is kept and the
// last, or right behind that. What stands in frames and boxes stays out.
void keep_extras(const PageReading& page, const Extras& extras, std::vector<bool>& kept);

}  // namespace clean_html
