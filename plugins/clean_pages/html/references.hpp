// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace clean_html {

// How long a character reference at the front of a string is, and how many code points it stands for; zeros
// where there is none ("AT&T").
struct ReferenceSize {
    std::size_t bytes = 0, code_points = 0;
};

ReferenceSize find_reference(std::string_view s);

}  // namespace clean_html
