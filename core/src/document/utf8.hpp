// SPDX-License-Identifier: MIT
// Reading UTF-8 one code point at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <quern/utf8.hpp>

namespace quern {

// Whether `offset` lies between two code points of valid UTF-8, or at an end.
inline bool is_boundary(std::string_view text, std::uint32_t offset) {
    return offset == text.size() ||
           (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80);
}

// Whether all of the text is well formed.
inline bool is_utf8(std::string_view text) {
    return first_bad_byte(text) == text.npos;
}

struct CodePoint {
    char32_t value = 0;
    std::size_t size = 0;  // bytes; 0 where the bytes are no valid UTF-8
};

// The code point that begins at `offset`, which must lie inside the text.
inline CodePoint code_point_at(std::string_view text, std::size_t offset) {
    const std::size_t size = sequence_size(text, offset);
    const auto byte = [&](std::size_t i) -> char32_t { return static_cast<unsigned char>(text[offset + i]); };
    if (size < 2) return {size == 0 ? 0 : byte(0), size};
    char32_t value = byte(0) & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) value = value << 6 | (byte(i) & 0x3F);
    return {value, size};
}

// Code points in a text; each byte that is not valid UTF-8 counts as one.
inline int count_code_points(std::string_view text) {
    int count = 0;
    for (std::size_t i = 0; i < text.size(); ++count) i += std::max(1u, sequence_size(text, i));
    return count;
}

}  // namespace quern
