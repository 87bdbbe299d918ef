// SPDX-License-Identifier: MIT
// The words of a line as a date is read from them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace press {

struct DateToken {
    enum Kind { number, month, weekday, meridiem, zone, filler, updated, other } kind = other;
    int value = 0;   // of a number or a month; minutes east of Greenwich for a zone
    int digits = 0;  // how many the number has
    std::size_t begin = 0, end = 0;
};

inline constexpr int by_season = 10000;  // added to a zone whose summer time is an hour ahead

std::vector<DateToken> date_tokens(std::string_view line);

}  // namespace press
