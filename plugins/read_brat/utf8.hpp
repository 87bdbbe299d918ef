// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <unicode/utf8.h>

// Where the first byte stands that is not UTF-8; npos where all are.
inline std::size_t first_bad_byte(std::string_view text) {
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t at = 0; at < size;) {
        if (static_cast<signed char>(text[static_cast<std::size_t>(at)]) >= 0) {
            ++at;
            continue;
        }
        const auto begin = at;
        UChar32 code = 0;
        U8_NEXT(text.data(), at, size, code);
        if (code < 0) return static_cast<std::size_t>(begin);
    }
    return std::string_view::npos;
}
