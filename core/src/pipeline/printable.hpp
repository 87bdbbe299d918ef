// SPDX-License-Identifier: MIT
// Text of any origin, fit to be shown on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace quern::host {

// False for control characters, which could change the terminal, and for those that change the order of what
// is read.
bool is_printable(char32_t c);

// What is not printable, or not UTF-8, becomes U+FFFD.
std::string printable(std::string_view text);

// What a person wrote, cut where it is too long for a message.
std::string shown(std::string_view text);

// "1 error", "2 errors"
std::string count(std::size_t number, std::string_view noun);

// In the colour or weight of an ANSI code ("1;31"), where colours are wanted.
std::string painted(bool colour, std::string_view code, std::string_view text);

}  // namespace quern::host
