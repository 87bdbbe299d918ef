// SPDX-License-Identifier: MIT
// Which bytes of the page each part of a parsed text came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <quern/offset_map.hpp>
#include <string_view>

namespace clean_html {

// Lays `text`, as the parser gives it, beside `raw`, the bytes of the page that it was made of, and adds
// it to the end of `origin`, in pieces as large as possible. `text` may go on behind the end of `raw`;
// returns how many bytes of it are accounted for. Where the two do not agree, nothing is added and the result
// is 0.
std::size_t align(std::string_view raw, std::uint32_t raw_begin, std::string_view text,
                  quern::OffsetMap& origin);

}  // namespace clean_html
