// SPDX-License-Identifier: MIT
// What a trained scorer is told of each block.
#pragma once

#include <cstddef>
#include <vector>

#include "reading.hpp"

namespace clean_html {

constexpr std::size_t feature_count = 263;

// Writes a row of features for each block, one behind the other, and returns how many a row has. Linear.
std::size_t describe(const PageReading& page, std::vector<float>& rows);

}  // namespace clean_html
