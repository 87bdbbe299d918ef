// SPDX-License-Identifier: MIT
// Readers' comments below an article: they are of its topic, and read like it.
#pragma once

#include <vector>

#include "lines.hpp"

namespace clean_flat {

// Drops what is kept from where comments begin, if enough of an article stands above.
void drop_comments(const std::vector<Line>& lines, std::vector<bool>& kept);

}  // namespace clean_flat
