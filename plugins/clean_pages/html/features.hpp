// SPDX-License-Identifier: MIT
// What a trained scorer is told of each block.
#pragma once

#include <cstddef>
#include <vector>

#include <functional>

#include "reading.hpp"

namespace clean_html {

// Of a block. The trees in blocks.trees are fitted to these: whoever changes what stands in features.cpp fits
// them again.
constexpr std::size_t feature_count = 263;

// Writes a row of features for each of the blocks into `rows`, one behind the other, and hands them over a
// hundred at a time: so they are used while they are near, and take little memory.
void describe(const PageReading& page, const std::vector<std::size_t>& blocks, std::vector<float>& rows,
              const std::function<void()>& take);

}  // namespace clean_html
