// SPDX-License-Identifier: MIT
// Reading UTF-8 one code point at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace quern {

// Whether `offset` lies between two code points of valid UTF-8, or at an end.
inline bool is_boundary(std::string_view text, std::uint32_t offset) {
    return offset == text.size() ||
           (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80);
}

// Bytes of the well-formed UTF-8 sequence that begins at `at`; 0 where none does. No overlong forms, no
// surrogates, nothing above U+10FFFF.
inline std::uint32_t sequence_size(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
    };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    const auto first = byte(0), second = byte(1);
    if (first < 0x80) return at < text.size();
    if (first < 0xC2 || first > 0xF4 || !continues(1)) return 0;
    if (first < 0xE0) return 2;
    if (!continues(2)) return 0;
    if (first < 0xF0) return (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ? 0 : 3;
    if (!continues(3)) return 0;
    return (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F) ? 0 : 4;
}

// Whether all of the text is well formed.
inline bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto size = sequence_size(text, at);
        if (size == 0) return false;
        at += size;
    }
    return true;
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
