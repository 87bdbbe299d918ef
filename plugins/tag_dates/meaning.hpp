// SPDX-License-Identifier: MIT
// What the words of a date say, before it is known which date that is.
#pragma once

#include <cstdint>
#include <string_view>

#include "lexicon.hpp"

namespace tag_dates {

// A day, month or year as it was written; 0 for what was not. Years before Christ count down: 1 BC is 0.
struct Moment {
    bool has_year = false;
    int year = 0, month = 0, day = 0;
};

struct Meaning {
    enum class Form : std::uint8_t {
        moment,    // 3 May 2014; or from, to
        decade,    // number: its first year
        century,   // number: 20, or -5 for the fifth before Christ
        season,    // number: its first month; from.year
        quarter,   // number; from.year
        period,    // begin, end
        today,     // count: days from today
        unit,      // last week: unit, count: units from the present one
        stretch,   // the past 30 days: unit, count: units before or after today
        away,      // two years ago: unit, count
        weekday,   // number; where has_shift, last (-1), this (0) or next (1)
        last_day,  // the end of the year: unit
        unknown    // a date, but nobody can tell which
    };
    Form form = Form::unknown;
    Moment from, to;  // `to` where it has a month or a year
    int number = 0, count = 0;
    Unit unit = Unit::day;
    bool has_shift = false;  // of month, season, quarter and weekday: `count` is the shift
    bool story = false;      // counted from the date that the text named last
    int minutes = -1;        // into the day
    bool has_zone = false;
    int zone = 0;  // minutes before (-) or behind UTC
    std::string_view begin, end;

    bool is_range() const { return to.has_year || to.month != 0; }
};

}  // namespace tag_dates
