// SPDX-License-Identifier: MIT
// How much each line looks like a line of an article.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "lines.hpp"

namespace clean_flat {

// What the model sees of a line: its own marks and those of its neighbours, each 0 or 1.
inline constexpr std::size_t own_features = 36;
inline constexpr std::size_t neighbours = 4;  // two lines before, two behind
inline constexpr std::size_t neighbour_features = 6;
inline constexpr std::size_t feature_count = own_features + neighbours * neighbour_features;
using Features = std::array<bool, feature_count>;

void describe(const std::vector<Line>& lines, std::size_t line, Features& features);

// The log-odds that each line belongs to the article, as a logistic regression gives them. Linear.
void score(const std::vector<Line>& lines, std::vector<float>& scores);

}  // namespace clean_flat
