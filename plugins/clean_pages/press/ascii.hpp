// SPDX-License-Identifier: MIT
// What HTML, style sheets and names of hosts take for white space and for the same letter.
#pragma once

#include <string>
#include <string_view>

namespace press {

constexpr bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

inline std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out) c = lower(c);
    return out;
}

}  // namespace press
