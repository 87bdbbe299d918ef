// SPDX-License-Identifier: MIT
// Where the article stands in a page: ordered rules. A trained scorer of blocks can take this file's place.
#pragma once

#include <array>
#include <vector>

#include "layout.hpp"
#include "page_tree.hpp"

namespace clean_html {

// The rules in their order: itemprop=articleBody; the class names and ids that publishing systems give an
// article's text; article; main; the element whose paragraphs hold the most.
enum Rule : std::uint8_t { item_property, name, article, main_part, densest, rule_count };

struct Region {
    std::array<NodeNumber, rule_count> roots{};  // what each rule would choose; 0 where it finds nothing
    Rule rule = rule_count;                      // the first that finds a good part of the page's prose
    std::vector<bool> inside;                    // for each block whether it stands in what that one chose
};

void find_region(const PageTree& tree, const Layout& layout, Region& region);

}  // namespace clean_html
