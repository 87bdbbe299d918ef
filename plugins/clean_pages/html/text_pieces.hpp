// SPDX-License-Identifier: MIT
// Which bytes of the page each part of a parsed text came from.
#pragma once

#include <string_view>
#include <vector>

#include "page_tree.hpp"

namespace clean_html {

// How long a character reference at the front of a string is, and how many code points it stands for; zeros
// where there is none ("AT&T").
struct ReferenceSize {
    std::size_t bytes = 0, code_points = 0;
};
using FindReference = ReferenceSize (*)(std::string_view);

// Lays `text`, as the parser gives it, beside `raw`, the bytes of the page that it was made of, and appends
// pieces as large as possible to `pieces`. `text` may go on behind the end of `raw`; returns how many bytes
// of it are accounted for. Where the two do not agree, nothing is appended and the result is 0.
std::size_t align(std::string_view raw, std::uint32_t raw_begin, std::string_view text, FindReference find,
                  std::vector<TextPiece>& pieces);

}  // namespace clean_html
