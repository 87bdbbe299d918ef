// SPDX-License-Identifier: MIT
// When it was published: "Dec 21, 2014 09:32 AM EST", "23.12.2014", "Updated 3 March 2020 at 10.15pm".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace press {

struct PageDate {
    std::string iso;  // 2014-12-21; with the time only where its zone is told: 2014-12-21T09:32:00-05:00
    std::size_t begin, end;  // the bytes of the line that it was read from
    bool updated = false;    // the line says that this is when it was changed
    bool alone = false;      // the line holds nothing but dates, times and the words around them
};

// The first full date (day, month and year) of a line and the time beside it. 3/4/2020 is read as the fourth
// of March, 13/4/2020 and 13.4.2020 day first. Never asks the clock. Linear.
std::optional<PageDate> find_date(std::string_view line);

// A value that should be a date, from ISO 8601 in its many spellings or else as find_date() reads it, in the
// same form. Empty where there is none.
std::string normal_date(std::string_view value);

}  // namespace press
