// SPDX-License-Identifier: MIT
#include "atoms.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace tag_gazetteer {

namespace {

constexpr auto in_word_table = [] {
    std::array<bool, 256> table{};
    for (int c = '0'; c <= '9'; ++c) table[c] = true;
    for (int c = 'a'; c <= 'z'; ++c) table[c] = table[c - 32] = true;
    return table;
}();

bool is_ascii_word(char byte) {
    return in_word_table[static_cast<unsigned char>(byte)];
}
bool is_ascii(char byte) {
    return static_cast<signed char>(byte) >= 0;
}

// The character at `at`, which moves behind it.
UChar32 next_character(std::string_view text, std::uint32_t& at) {
    auto offset = static_cast<std::int32_t>(at);
    UChar32 code = 0;
    U8_NEXT_OR_FFFD(text.data(), offset, static_cast<std::int32_t>(text.size()), code);
    at = static_cast<std::uint32_t>(offset);
    return code;
}

enum class Role : std::uint8_t { word, invisible, alone };

Role role(UChar32 code) {
    if (code < 0x80) return is_ascii_word(static_cast<char>(code)) ? Role::word : Role::alone;
    const auto category = U_MASK(u_charType(code));
    if (category & U_GC_CF_MASK) return Role::invisible;
    if (!(category & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK))) return Role::alone;
    UErrorCode error = U_ZERO_ERROR;
    const auto script = uscript_getScript(code, &error);
    const bool each_is_a_word = u_hasBinaryProperty(code, UCHAR_IDEOGRAPHIC) || script == USCRIPT_HIRAGANA ||
                                script == USCRIPT_KATAKANA;
    return each_is_a_word ? Role::alone : Role::word;
}

// One character for all styles of a mark.
UChar32 plain(UChar32 code) {
    switch (code) {
        case 0x2018:
        case 0x2019:
        case 0x02BC:
        case 0x2032:
        case 0xFF07:
        case '`':
            return '\'';
        case 0x2010:
        case 0x2011:
            return '-';
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0xAB:
        case 0xBB:
            return '"';
        default:
            return code;
    }
}

// The next character that is neither invisible nor white space, in its plain style; -1 at the end.
UChar32 next_plain(std::string_view text, std::uint32_t& at) {
    while (at < text.size()) {
        const auto code = next_character(text, at);
        if (code < 0x80 ? code > ' ' : role(code) != Role::invisible && !u_isUWhiteSpace(code))
            return plain(code);
    }
    return -1;
}

constexpr std::uint64_t every_byte = 0x0101010101010101;

// The first `size` bytes, at most eight, as a number; the others are zero. `readable` bytes may be read.
std::uint64_t load(const char* bytes, std::size_t size, std::size_t readable) {
    std::uint64_t word = 0;
    if (readable < 8 || std::endian::native != std::endian::little) {
        std::memcpy(&word, bytes, size);
        return word;
    }
    std::memcpy(&word, bytes, 8);
    return size == 8 ? word : word & ((std::uint64_t{1} << size * 8) - 1);
}

// Hashes eight bytes at a time. Large letters come out as small ones; other bytes that come out alike do not
// matter.
std::uint64_t hash_bytes(const char* bytes, std::size_t size, std::size_t readable) {
    std::uint64_t hash = size;
    for (std::size_t at = 0; at < size; at += 8)
        hash = chain(
            hash, load(bytes + at, std::min<std::size_t>(size - at, 8), readable - at) | 0x20 * every_byte);
    return hash;
}

// Whether the bytes, of which the `size` lowest count, are all letters and digits of ASCII.
bool are_ascii_word(std::uint64_t bytes, std::size_t size) {
    constexpr std::uint64_t high = 0x80 * every_byte;
    // In each byte, the high bit of a sum tells whether the character reaches the bound.
    const auto low = bytes & ~high, folded = (bytes | 0x20 * every_byte) & ~high;
    const auto letter = (folded + (0x80 - 'a') * every_byte) & ~(folded + (0x80 - 'z' - 1) * every_byte);
    const auto digit = (low + (0x80 - '0') * every_byte) & ~(low + (0x80 - '9' - 1) * every_byte);
    const auto others = ~(letter | digit) | bytes;
    return (others & high) << (64 - size * 8) == 0;
}

// The hash of an atom with characters beyond ASCII: that of its folded form, so that cases and styles agree.
// Nothing for white space and what is invisible.
std::optional<std::uint64_t> hash_folded(std::string_view atom) {
    std::string folded;
    for (std::uint32_t at = 0; at < atom.size();) {
        const auto code = next_plain(atom, at);
        if (code < 0) break;
        char bytes[4];
        std::int32_t size = 0;
        U8_APPEND_UNSAFE(bytes, size, u_foldCase(code, U_FOLD_CASE_DEFAULT));
        folded.append(bytes, static_cast<std::size_t>(size));
    }
    if (folded.empty()) return std::nullopt;
    return hash_bytes(folded.data(), folded.size(), folded.size());
}

// The end of the atom that begins at `begin`: one character, or a word with what is invisible inside it.
std::uint32_t atom_end(std::string_view text, std::uint32_t begin) {
    auto at = begin;
    if (role(next_character(text, at)) != Role::word) return at;
    for (auto next = at; next < text.size(); at = next)
        if (role(next_character(text, next)) == Role::alone) break;
    return at;
}

// The usual token, one word of ASCII or one sign; false for any other.
bool add_plain_token(std::string_view text, std::uint32_t begin, std::uint32_t end,
                     std::vector<Atom>& atoms) {
    const std::size_t size = end - begin, readable = text.size() - begin;
    auto hash = std::uint64_t{size};
    for (std::size_t at = 0; at < size; at += 8) {
        const auto count = std::min<std::size_t>(size - at, 8);
        const auto bytes = load(&text[begin + at], count, readable - at);
        const bool sign = size == 1 && '!' <= bytes && bytes < 0x7F && bytes != '`';
        if (!sign && !are_ascii_word(bytes, count)) return false;
        hash = chain(hash, bytes | 0x20 * every_byte);
    }
    atoms.push_back({begin, end, hash});
    return true;
}

}  // namespace

void add_atoms(std::string_view text, std::uint32_t begin, std::uint32_t end, std::vector<Atom>& atoms) {
    if (add_plain_token(text, begin, end, atoms)) return;
    while (begin < end) {
        auto at = begin;
        while (at < end && is_ascii_word(text[at])) ++at;
        if (at != begin && (at == end || is_ascii(text[at]))) {
            atoms.push_back({begin, at, hash_bytes(&text[begin], at - begin, text.size() - begin)});
        } else if (at == begin && is_ascii(text[begin])) {
            const char sign = static_cast<char>(plain(text[at++]));
            if (sign > ' ') atoms.push_back({begin, at, hash_bytes(&sign, 1, 1)});
        } else {
            at = atom_end(text.substr(0, end), begin);
            if (const auto hash = hash_folded(text.substr(begin, at - begin)))
                atoms.push_back({begin, at, *hash});
        }
        begin = at;
    }
}

Likeness compare(std::string_view name, std::string_view other) {
    if (name == other) return Likeness::equal;
    auto likeness = Likeness::equal;
    std::uint32_t i = 0, j = 0;
    for (;;) {
        const auto a = next_plain(name, i), b = next_plain(other, j);
        if (a < 0 || b < 0) return a == b ? likeness : Likeness::different;
        if (a == b) continue;
        if (u_foldCase(a, U_FOLD_CASE_DEFAULT) != u_foldCase(b, U_FOLD_CASE_DEFAULT))
            return Likeness::different;
        likeness = Likeness::folded;
    }
}

namespace {

template <class Test>
bool has(std::string_view text, const Test& test) {
    for (std::uint32_t at = 0; at < text.size();)
        if (test(next_character(text, at))) return true;
    return false;
}

}  // namespace

bool has_no_small_letter(std::string_view text) {
    return !has(text, [](UChar32 code) { return u_islower(code); });
}

bool has_no_capital(std::string_view text) {
    return !has(text, [](UChar32 code) { return u_isupper(code) || u_istitle(code); });
}

bool is_inside_word(std::string_view text, std::uint32_t at) {
    if (at == 0 || at >= text.size()) return false;
    if (is_ascii(text[at - 1]) && is_ascii(text[at]))
        return is_ascii_word(text[at - 1]) && is_ascii_word(text[at]);
    auto before = static_cast<std::int32_t>(at);
    UChar32 code = 0;
    U8_PREV_OR_FFFD(text.data(), 0, before, code);
    return role(code) != Role::alone && role(next_character(text, at)) != Role::alone;
}

}  // namespace tag_gazetteer
