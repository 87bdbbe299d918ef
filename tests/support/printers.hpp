// SPDX-License-Identifier: MIT
// How Catch2 shows our types.
#pragma once

#include <ostream>

#include <quern/span.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {
inline std::ostream& operator<<(std::ostream& out, Span span) {
    return out << span.begin << '-' << span.end;
}
}  // namespace quern::inline QUERN_ABI_NAMESPACE
