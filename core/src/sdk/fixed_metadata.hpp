// SPDX-License-Identifier: MIT
// The metadata that has columns of its own in flat tables.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include <quern/abi.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

inline constexpr std::array<std::string_view, 6> fixed_metadata = {"title", "author",   "published",
                                                                   "site",  "language", "url"};

inline bool is_fixed(std::string_view name) {
    return std::find(fixed_metadata.begin(), fixed_metadata.end(), name) != fixed_metadata.end();
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
