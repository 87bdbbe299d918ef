// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <string_view>

#include <quern/abi.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// A half-open range of byte offsets into a text. A document's text is below 4 GiB.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    constexpr std::uint32_t size() const { return end - begin; }
    constexpr bool empty() const { return begin == end; }
    constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
    constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
    constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
    constexpr std::string_view of(std::string_view text) const { return text.substr(begin, size()); }

    friend constexpr bool operator==(Span, Span) = default;
    // The order of rows in a layer: by begin; where several begin together, the longest first.
    friend constexpr std::strong_ordering operator<=>(Span a, Span b) {
        if (auto order = a.begin <=> b.begin; order != 0) return order;
        return b.end <=> a.end;
    }
};

// The smallest span that covers both.
constexpr Span cover(Span a, Span b) {
    return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
