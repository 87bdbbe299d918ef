// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <quern/offset_map.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// What compact() gives, at the end of a string.
void append_compact(std::string& to, const OffsetMap& map);

}  // namespace quern::inline QUERN_ABI_NAMESPACE
