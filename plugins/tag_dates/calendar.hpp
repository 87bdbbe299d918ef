// SPDX-License-Identifier: MIT
// Arithmetic with dates, and how ISO 8601 writes them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "lexicon.hpp"

namespace tag_dates {

using Day = std::chrono::sys_days;

// A day that exists, or nothing.
std::optional<Day> day_of(int year, int month, int day);
// From the beginning of a text such as 2014-12-21 or 2014-12-21T09:32:00Z; nothing where there is no full
// date.
std::optional<Day> day_in(std::string_view text);

// The first day of the unit in which the day lies. Weeks begin on Mondays; a weekend on its Saturday, and
// days before it are in the weekend behind them.
Day start_of(Unit unit, Day day);
// The day, so many units on or back; the last of a month where the month is shorter. Nothing beyond the years
// that can be written.
std::optional<Day> moved(Day day, Unit unit, int count);

std::string written_year(int year);
std::string written_month(Day day);
std::string written_day(Day day);
// first/last
std::string written_range(Day first, Day last);
// As the unit that begins on `start` is written: a year, a month or a day as such, others as their first and
// last day.
std::string written_unit(Unit unit, Day start);
std::string_view name_of(Unit unit);

}  // namespace tag_dates
