// SPDX-License-Identifier: MIT
// Letters beyond ASCII, folded.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace press {

struct SmallLetter {
    std::array<char, 4> bytes{};                  // UTF-8
    std::uint32_t size = 0;                       // of them
    bool was_capital = false, was_small = false;  // neither where a script has no capitals
};

// Of one sequence of UTF-8, of 1 to 4 bytes, as sequence_at() finds them; what is none stays as it is.
SmallLetter small_letter(std::string_view sequence);

}  // namespace press
