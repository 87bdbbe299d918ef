// SPDX-License-Identifier: MIT
// Lists that a line of the article announces.
#pragma once

#include <vector>

#include "lines.hpp"

namespace clean_flat {

// Keeps the items below each kept line that ends with a colon: by themselves winners, ingredients and results
// look like a menu.
void keep_announced_lists(const std::vector<Line>& lines, std::vector<bool>& kept);

}  // namespace clean_flat
