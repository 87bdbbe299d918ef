// SPDX-License-Identifier: MIT
// What kind of character a code point is, as far as it matters to the shape of words.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace segment_text {

enum class Kind : std::uint8_t {
    space,       // white space, control characters, zero-width spaces
    newline,     // what ends a line
    joiner,      // invisible; part of a word or an emoji when inside one, else as good as white space
    letter,      // small, or of a script without cases
    capital,     // large
    mark,        // combining
    digit,       // digits and other numbers
    ideograph,   // Han, Hiragana, Katakana: a word each
    pictograph,  // emoji and their like
    other,       // punctuation, symbols, anything else
};

constexpr bool is_blank(Kind kind) {
    return kind <= Kind::joiner;
}
constexpr bool is_letter(Kind kind) {
    return kind == Kind::letter || kind == Kind::capital;
}
constexpr bool is_in_word(Kind kind) {
    return Kind::letter <= kind && kind <= Kind::digit;
}

// One character of a text. A size of 0 marks the end of the text.
struct Character {
    char32_t code = 0;
    std::uint32_t size = 0;  // bytes
};

// The character at `at`. Bytes that are no UTF-8 come out one by one, so that a loop always moves on.
inline Character character_at(std::string_view text, std::uint32_t at) {
    const auto left = text.size() - at;
    if (left == 0) return {};
    const auto byte = [&](std::uint32_t i) { return static_cast<unsigned char>(text[at + i]); };
    const char32_t lead = byte(0);
    const auto tail = [&](std::uint32_t i) { return char32_t(byte(i) & 0x3F); };
    if (lead < 0xC0 || left == 1) return {lead, 1};
    if (lead < 0xE0) return {(lead & 0x1F) << 6 | tail(1), 2};
    if (left == 2) return {lead, 1};
    if (lead < 0xF0) return {(lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3};
    if (left == 3) return {lead, 1};
    return {(lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4};
}

// The character that ends before `at`.
inline Character character_before(std::string_view text, std::uint32_t at) {
    if (at == 0) return {};
    auto begin = at - 1;
    while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    return character_at(text, begin);
}

// The kind of every code point, from ICU's tables: pages of 256, equal ones stored once (some 30 kB).
class Characters {
public:
    // Made when first asked for; safe to share.
    static const Characters& instance();

    Kind kind(char32_t code) const {
        return code < 0x110000 ? pages_[std::size_t{page_of_[code >> 8]} << 8 | (code & 0xFF)] : Kind::other;
    }
    Kind kind_at(std::string_view text, std::uint32_t at) const {
        const auto character = character_at(text, at);
        return character.size == 0 ? Kind::newline : kind(character.code);
    }

private:
    Characters();
    std::array<std::uint8_t, 0x1100> page_of_;
    std::vector<Kind> pages_;
};

}  // namespace segment_text
