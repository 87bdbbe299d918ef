// SPDX-License-Identifier: MIT
// Where the article stands in a page: ordered rules. A trained scorer of blocks can take this file's place.
#pragma once

#include <vector>

#include "layout.hpp"
#include "page_tree.hpp"

namespace clean_html {

// For each block whether it stands in the article's element, by the first of these rules that finds a good
// part of the page's prose: itemprop=articleBody; the class names and ids that publishing systems give an
// article's text; article; main; and without any of them, the element whose paragraphs hold the most.
void find_region(const PageTree& tree, const Layout& layout, std::vector<bool>& inside);

}  // namespace clean_html
