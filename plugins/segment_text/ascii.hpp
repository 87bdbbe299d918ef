// SPDX-License-Identifier: MIT
// The fast paths of the scanner: classes of single bytes, and runs of plain letters many bytes at a time.
#pragma once

#include <array>
#include <cstdint>
#include <experimental/simd>
#include <string_view>

namespace segment_text {

// How a token that begins with this byte is scanned.
enum class Lead : std::uint8_t { blank, letter, digit, sign, high };

inline constexpr auto lead_table = [] {
    std::array<Lead, 256> table{};
    for (int byte = 0; byte < 256; ++byte) {
        const bool blank = byte <= ' ' || byte == 0x7F;
        const bool letter = ('a' <= byte && byte <= 'z') || ('A' <= byte && byte <= 'Z');
        const bool digit = '0' <= byte && byte <= '9';
        table[byte] = byte >= 0x80 ? Lead::high
                      : blank      ? Lead::blank
                      : letter     ? Lead::letter
                      : digit      ? Lead::digit
                                   : Lead::sign;
    }
    return table;
}();

inline Lead lead(char byte) {
    return lead_table[static_cast<unsigned char>(byte)];
}

// True for bytes after which a run of letters is a whole word for certain: not for digits, joining signs and
// what is not ASCII.
inline constexpr auto ends_word_table = [] {
    std::array<bool, 256> table{};
    for (int byte = 0; byte < 128; ++byte)
        table[byte] = lead_table[byte] == Lead::blank || lead_table[byte] == Lead::sign;
    for (const char joining : std::string_view("'`.-@&_:$"))
        table[static_cast<unsigned char>(joining)] = false;
    return table;
}();

inline bool ends_word(char byte) {
    return ends_word_table[static_cast<unsigned char>(byte)];
}

// True for signs that are tokens of their own wherever they stand.
inline constexpr auto stands_alone_table = [] {
    std::array<bool, 256> table{};
    for (const char sign : std::string_view(",;()[]{}\"%/\\&"))
        table[static_cast<unsigned char>(sign)] = true;
    return table;
}();

inline bool stands_alone(char byte) {
    return stands_alone_table[static_cast<unsigned char>(byte)];
}

inline bool is_ascii_letter(char byte) {
    return lead(byte) == Lead::letter;
}
inline bool is_ascii_capital(char byte) {
    return 'A' <= byte && byte <= 'Z';
}
inline bool is_ascii_digit(char byte) {
    return lead(byte) == Lead::digit;
}
inline char ascii_small(char byte) {
    return is_ascii_capital(byte) ? static_cast<char>(byte | 0x20) : byte;
}

// End of the run of ASCII letters that begins at `at`.
inline std::uint32_t letters_end(std::string_view text, std::uint32_t at) {
    namespace simd = std::experimental;
    using Bytes = simd::native_simd<unsigned char>;
    constexpr unsigned char first_letter = 'a', letters = 26;
    for (; at + Bytes::size() <= text.size(); at += Bytes::size()) {
        const Bytes bytes(reinterpret_cast<const unsigned char*>(text.data()) + at, simd::element_aligned);
        // In small letters, counted from a.
        const auto others =
            ((bytes | Bytes(0x20)) - Bytes(first_letter)) > Bytes(static_cast<unsigned char>(letters - 1));
        if (simd::any_of(others)) return at + static_cast<std::uint32_t>(simd::find_first_set(others));
    }
    while (at < text.size() && is_ascii_letter(text[at])) ++at;
    return at;
}

}  // namespace segment_text
