// SPDX-License-Identifier: MIT
// What the words of class names and ids tell of an element.
#pragma once

#include <cstdint>
#include <string_view>

namespace clean_html {

// The marks of all words in the value of `class` or `id`. A name is cut at every sign that is no letter and
// before capitals.
std::uint32_t marks_of_names(std::string_view names);

}  // namespace clean_html
