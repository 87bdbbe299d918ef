// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "selector.hpp"

namespace clean_html {

// The paths of a list of selectors. An Error says what is wrong and at which letter.
std::vector<Selector::Path> parse_selector(std::string_view css);

}  // namespace clean_html
