// SPDX-License-Identifier: MIT
// Which pages are safe to parse.
#pragma once

#include <string_view>

namespace clean_html {

// Throws an Error where a page would keep an HTML5 parser busy for minutes or fill the memory: elements
// nested very deep, formatting elements left open by the thousand (each is opened again in every paragraph),
// millions of tags. One pass over the bytes; no page that a person reads comes near these bounds.
void check_limits(std::string_view page);

}  // namespace clean_html
