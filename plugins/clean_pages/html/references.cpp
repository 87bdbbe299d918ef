// SPDX-License-Identifier: MIT
#include "references.hpp"

#include <myhtml/charef.h>

#include <algorithm>

namespace clean_html {
namespace {

bool is_name_byte(char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

ReferenceSize find_numeric(std::string_view s) {
    std::size_t i = 2;
    const bool hex = i < s.size() && (s[i] | 0x20) == 'x';
    if (hex) ++i;
    const auto first = i;
    const auto is_digit = [&](char c) {
        return (c >= '0' && c <= '9') || (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    };
    while (i < s.size() && is_digit(s[i])) ++i;
    if (i == first) return {};
    if (i < s.size() && s[i] == ';') ++i;
    return {i, 1};
}

// Whether `name` is a character reference in MyHTML's own table; the semicolon, where one is needed, is part
// of it.
std::size_t code_points_of(std::string_view name) {
    std::size_t offset = 0, ignored = 0;
    const auto* entry = myhtml_charef_find(name.data(), &offset, name.size(), &ignored);
    return entry && offset == name.size() ? entry->codepoints_len : 0;
}

}  // namespace

ReferenceSize find_reference(std::string_view s) {
    if (s.size() > 1 && s[1] == '#') return find_numeric(s);
    constexpr std::size_t longest = 32,
                          longest_bare = 6;  // of all names, and of those that need no semicolon
    std::size_t end = 1;
    while (end < s.size() && end <= longest && is_name_byte(s[end])) ++end;
    if (end < s.size() && s[end] == ';')
        if (const auto count = code_points_of(s.substr(1, end))) return {end + 1, count};
    for (auto size = std::min(end - 1, longest_bare); size >= 2; --size)
        if (const auto count = code_points_of(s.substr(1, size))) return {size + 1, count};
    return {};
}

}  // namespace clean_html
