// SPDX-License-Identifier: MIT
#include <quern/json.hpp>

#include <bit>
#include <cmath>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "document/utf8.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

constexpr bool needs_escape(unsigned char c) {
    return c < 0x20 || c == '"' || c == '\\';
}

// The first byte from `at` on that cannot stand in a JSON string as it is.
std::size_t find_escape(std::string_view text, std::size_t at) {
#ifdef __SSE2__
    // Sixteen bytes at once: most of a text needs no escape.
    const auto control = _mm_set1_epi8(0x1F), quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
    for (; at + sizeof(__m128i) <= text.size(); at += sizeof(__m128i)) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
        const auto marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash));
        const auto found = _mm_or_si128(marks, _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes));
        if (const auto mask = static_cast<unsigned>(_mm_movemask_epi8(found)))
            return at + static_cast<std::size_t>(std::countr_zero(mask));
    }
#endif
    while (at < text.size() && !needs_escape(static_cast<unsigned char>(text[at]))) ++at;
    return at;
}

void append_escape(std::string& to, unsigned char c) {
    constexpr std::string_view escaped = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
    to += '\\';
    if (const auto known = escaped.find(static_cast<char>(c)); known != std::string_view::npos) {
        to += letters[known];
        return;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    to += "u00";
    to += digits[c >> 4];
    to += digits[c & 15];
}

}  // namespace

void json::append_utf8(std::string& to, std::string_view text) {
    to += '"';
    for (std::size_t at = 0; at < text.size();) {
        const auto end = find_escape(text, at);
        to.append(text, at, end - at);
        if (end == text.size()) break;
        append_escape(to, static_cast<unsigned char>(text[end]));
        at = end + 1;
    }
    to += '"';
}

void json::append_string(std::string& to, std::string_view text) {
    std::string repaired;
    for (std::size_t at = 0; at < text.size();) {
        const auto good = at;
        while (at < text.size()) {
            const auto size = sequence_size(text, at);
            if (size == 0) break;
            at += size;
        }
        if (at == text.size() && good == 0) return append_utf8(to, text);
        repaired.append(text, good, at - good);
        if (at == text.size()) break;
        repaired += "\xEF\xBF\xBD";
        ++at;
    }
    append_utf8(to, repaired);
}

void json::append_number(std::string& to, double value) {
    if (!std::isfinite(value)) {
        to += "null";
        return;
    }
    char digits[32];
    to.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
