// SPDX-License-Identifier: MIT
#include "pipeline/printable.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "document/utf8.hpp"

namespace quern::host {

bool is_printable(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    const bool directional = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return !control && !directional;
}

std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = code_point_at(text, at);
        out += c.size > 0 && is_printable(c.value) ? text.substr(at, c.size) : "\ufffd";
        at += std::max<std::size_t>(1, c.size);
    }
    return out;
}

std::string shown(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size() && count < longest; ++count)
        at += std::max<std::size_t>(1, code_point_at(text, at).size);
    return std::string(text.substr(0, at)) + (at < text.size() ? "…" : "");
}

std::string count(std::size_t number, std::string_view noun) {
    return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string painted(bool colour, std::string_view code, std::string_view text) {
    return colour ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
}

}  // namespace quern::host
