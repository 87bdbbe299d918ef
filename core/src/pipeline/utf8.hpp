// SPDX-License-Identifier: MIT
// Reading UTF-8 one code point at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace quern::host {

struct CodePoint {
    char32_t value = 0;
    std::size_t size = 0;  // bytes; 0 where the bytes are no valid UTF-8
};

// The code point that begins at `offset`, which must lie inside the text.
inline CodePoint code_point_at(std::string_view text, std::size_t offset) {
    const auto byte = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(text[offset + i]); };
    const auto follows = [&](std::size_t i) { return offset + i < text.size() && (byte(i) & 0xc0) == 0x80; };
    const unsigned first = byte(0);
    if (first < 0x80) return {first, 1};
    if (first >= 0xc2 && first < 0xe0 && follows(1)) return {((first & 0x1f) << 6) | (byte(1) & 0x3f), 2};
    if (first >= 0xe0 && first < 0xf0 && follows(1) && follows(2)) {
        const char32_t value = ((first & 0x0f) << 12) | ((byte(1) & 0x3f) << 6) | (byte(2) & 0x3f);
        if (value >= 0x800 && (value < 0xd800 || value > 0xdfff)) return {value, 3};
    }
    if (first >= 0xf0 && first < 0xf5 && follows(1) && follows(2) && follows(3)) {
        const char32_t value =
            ((first & 0x07) << 18) | ((byte(1) & 0x3f) << 12) | ((byte(2) & 0x3f) << 6) | (byte(3) & 0x3f);
        if (value >= 0x10000 && value < 0x110000) return {value, 4};
    }
    return {};
}

// Code points in a text; each byte that is not valid UTF-8 counts as one.
inline int count_code_points(std::string_view text) {
    int count = 0;
    for (std::size_t i = 0; i < text.size(); ++count)
        i += std::max<std::size_t>(1, code_point_at(text, i).size);
    return count;
}

}  // namespace quern::host
