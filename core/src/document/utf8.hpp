// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace quern {

// Whether `offset` lies between two code points of valid UTF-8, or at an end.
inline bool is_boundary(std::string_view text, std::uint32_t offset) {
    return offset == text.size() ||
           (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80);
}

}  // namespace quern
