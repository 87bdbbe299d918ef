// SPDX-License-Identifier: MIT
// Cuts plain text into blocks, for documents whose layout no cleaner has read.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <quern/span.hpp>

namespace segment_text {

// What ends a block: every line break, or only an empty line or a list item where lines are merely wrapped.
enum class Lines : std::uint8_t { are_blocks, are_wrapped };

// The blocks of a text, in order, without the white space around them.
std::vector<quern::Span> find_blocks(std::string_view text, Lines lines);

// "heading", "paragraph" or "list item", by simple signs: a bullet or a number in front; few words and no
// stop.
std::string_view kind_of_block(std::string_view text, std::span<const quern::Span> tokens);

}  // namespace segment_text
