// SPDX-License-Identifier: MIT
// Random texts and ranges for property tests. Seeded by the caller, so that a failure can be repeated.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <quern/span.hpp>

namespace quern::testing {

using Random = std::mt19937;

inline std::uint32_t below(Random& random, std::uint32_t limit) {
    return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(random);
}

// Up to `most` code points of one to four bytes.
inline std::string random_text(Random& random, std::uint32_t most) {
    static const std::vector<std::string> alphabet{"a", "b",      " ", "\n", "\"", "é",
                                                   "ß", "\u00a0", "“", "”",  "中", "😀"};
    std::string text;
    for (auto left = below(random, most + 1); left > 0; --left)
        text += alphabet[below(random, static_cast<std::uint32_t>(alphabet.size()))];
    return text;
}

// All offsets between code points, both ends included.
inline std::vector<std::uint32_t> boundaries(const std::string& text) {
    std::vector<std::uint32_t> result;
    for (std::uint32_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) result.push_back(i);
    result.push_back(static_cast<std::uint32_t>(text.size()));
    return result;
}

inline Span random_span(Random& random, const std::string& text) {
    const auto places = boundaries(text);
    const auto a = places[below(random, static_cast<std::uint32_t>(places.size()))];
    const auto b = places[below(random, static_cast<std::uint32_t>(places.size()))];
    return {std::min(a, b), std::max(a, b)};
}

}  // namespace quern::testing
