// SPDX-License-Identifier: MIT
// What a trained scorer is told of each block.
#pragma once

#include <cstddef>
#include <vector>

#include "reading.hpp"

namespace clean_html {

// Of a block. The trees in blocks.trees are fitted to these: whoever changes what stands in features.cpp fits
// them again.
constexpr std::size_t feature_count = 263;

// Writes a row of features for each of the blocks, which are numbers in ascending order, one behind the
// other.
void describe(const PageReading& page, const std::vector<std::size_t>& blocks, std::vector<float>& rows);

}  // namespace clean_html
