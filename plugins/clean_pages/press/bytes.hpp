// SPDX-License-Identifier: MIT
// What a byte of UTF-8 can be in a text.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace press {

enum ByteClass : std::uint8_t { other, lower, upper, digit, high };

inline constexpr auto byte_classes = [] {
    std::array<std::uint8_t, 256> table{};
    for (int c = 'a'; c <= 'z'; ++c) table[c] = lower;
    for (int c = 'A'; c <= 'Z'; ++c) table[c] = upper;
    for (int c = '0'; c <= '9'; ++c) table[c] = digit;
    for (int c = 0x80; c <= 0xFF; ++c) table[c] = high;
    return table;
}();

inline std::uint8_t class_of(char c) {
    return byte_classes[static_cast<unsigned char>(c)];
}

// What a sequence that begins with a high byte is: a letter, an apostrophe, a sign that is a word, or
// neither.
enum class Mark { letter, apostrophe, sign, space };

struct Sequence {
    Mark mark;
    std::uint32_t size;
};

Sequence sequence_at(std::string_view s, std::size_t i);

}  // namespace press
