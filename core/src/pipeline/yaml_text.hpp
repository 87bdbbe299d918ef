// SPDX-License-Identifier: MIT
// How YAML is written: what yaml-cpp's events do not tell.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace quern::host {

// Past anchors and tags, which stand in front of a value: `&name !tag value`.
std::size_t skip_properties(std::string_view text, std::size_t offset);

// Bytes of a scalar as written, quotes included; of a block or of folded lines the first line. npos for a
// quotation that is never closed, which yaml-cpp overlooks at the end of a file.
std::size_t scalar_size(std::string_view text, std::size_t offset, const std::string& value);

// Bytes of an alias or tag.
std::size_t word_size(std::string_view text, std::size_t offset);

bool is_bracket_at(std::string_view text, std::size_t offset);

// Offset of the innermost bracket that is opened in the text from the one at `begin` on and not closed; npos
// where all are.
std::size_t unclosed_bracket(std::string_view text, std::size_t begin);

}  // namespace quern::host
