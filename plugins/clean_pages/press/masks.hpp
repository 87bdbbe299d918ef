// SPDX-License-Identifier: MIT
// Where what stands among 64 bytes of a text: bit i of a mask tells of byte i.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace press {

struct Masks {
    static constexpr std::size_t size = 64;

    std::uint64_t small = 0, capital = 0;  // ASCII letters
    std::uint64_t run = 0;                 // ASCII letters and digits: most words are a run of them
    std::uint64_t joint = 0;               // what a word may go on behind: apostrophes, bytes above ASCII,
                                           // the point behind a single letter
    std::uint64_t start = 0;               // what may begin a word
    std::uint64_t comma = 0, quote = 0, bar = 0, at = 0;  // , " | @
    std::uint64_t lead = 0;                               // C2 and E2, with which marks begin in UTF-8
};

// The bytes from `at` on; behind the end of the text come NULs.
Masks masks_of(std::string_view text, std::size_t at);

}  // namespace press
