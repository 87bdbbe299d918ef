// SPDX-License-Identifier: MIT
// Well-formed UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <quern/abi.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

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

// Where the first byte stands that belongs to no such sequence; npos where all do.
inline std::size_t first_bad_byte(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto size = sequence_size(text, at);
        if (size == 0) return at;
        at += size;
    }
    return std::string_view::npos;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
