// SPDX-License-Identifier: MIT
#include "calendar.hpp"

#include <array>

#include <fmt/format.h>

namespace tag_dates {

using namespace std::chrono;

namespace {

constexpr int farthest_year = 9999;

year_month_day in_calendar(Day day) {
    return year_month_day(day);
}

Day last_of_month(year_month month) {
    return Day(year_month_day_last(month / last));
}

// Months as the crow flies: those of quarters, years, decades, centuries.
int months_of(Unit unit) {
    switch (unit) {
        case Unit::month:
            return 1;
        case Unit::quarter:
            return 3;
        case Unit::year:
            return 12;
        case Unit::decade:
            return 120;
        case Unit::century:
            return 1200;
        default:
            return 0;
    }
}

// Rounds down, also below zero.
int floored(int value, int step) {
    return value - ((value % step) + step) % step;
}

}  // namespace

std::optional<Day> day_of(int y, int m, int d) {
    const auto date = year(y) / month(static_cast<unsigned>(m)) / day(static_cast<unsigned>(d));
    if (!date.ok() || y < -farthest_year || y > farthest_year) return {};
    return Day(date);
}

std::optional<Day> day_in(std::string_view text) {
    const auto figures = [&](std::size_t at, std::size_t size) {
        int value = 0;
        for (std::size_t i = at; i < at + size; ++i) {
            if (text[i] < '0' || text[i] > '9') return -1;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    if (text.size() < 10 || text[4] != '-' || text[7] != '-') return {};
    const int y = figures(0, 4), m = figures(5, 2), d = figures(8, 2);
    if (y < 0 || m < 0 || d < 0) return {};
    return day_of(y, m, d);
}

Day start_of(Unit unit, Day day) {
    const auto date = in_calendar(day);
    const auto since_monday = days((weekday(day).iso_encoding() - 1));
    const int y = int(date.year());
    switch (unit) {
        case Unit::day:
        case Unit::hour:
            return day;
        case Unit::week:
            return day - since_monday;
        case Unit::weekend:
            return day - since_monday + days(5);
        case Unit::month:
            return Day(date.year() / date.month() / 1);
        case Unit::quarter:
            return Day(date.year() / month((unsigned(date.month()) - 1) / 3 * 3 + 1) / 1);
        case Unit::year:
            return Day(date.year() / January / 1);
        case Unit::decade:
            return Day(year(floored(y, 10)) / January / 1);
        case Unit::century:
            return Day(year(floored(y, 100)) / January / 1);
    }
    return day;
}

std::optional<Day> moved(Day day, Unit unit, int count) {
    const auto date = in_calendar(day);
    if (const int months_each = months_of(unit); months_each != 0) {
        constexpr int most = farthest_year * 12 * 2;
        if (count > most / months_each || count < -most / months_each) return {};
        const auto target = date.year() / date.month() + months(months_each * count);
        if (int(target.year()) > farthest_year || int(target.year()) < -farthest_year) return {};
        const auto same = target / date.day();
        return same.ok() ? Day(same) : last_of_month(target);
    }
    const int days_each = unit == Unit::week || unit == Unit::weekend ? 7 : 1;
    constexpr int most = farthest_year * 366;
    if (count > most / days_each || count < -most / days_each) return {};
    const auto target = day + days(days_each * count);
    const int y = int(in_calendar(target).year());
    if (y > farthest_year || y < -farthest_year) return {};
    return target;
}

std::string written_year(int year) {
    return year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year);
}

std::string written_month(Day day) {
    const auto date = in_calendar(day);
    return fmt::format("{}-{:02}", written_year(int(date.year())), unsigned(date.month()));
}

std::string written_day(Day day) {
    return fmt::format("{}-{:02}", written_month(day), unsigned(in_calendar(day).day()));
}

std::string written_range(Day first, Day last) {
    return written_day(first) + "/" + written_day(last);
}

std::string written_unit(Unit unit, Day start) {
    switch (unit) {
        case Unit::day:
        case Unit::hour:
            return written_day(start);
        case Unit::month:
            return written_month(start);
        case Unit::year:
            return written_year(int(in_calendar(start).year()));
        case Unit::week:
            return written_range(start, start + days(6));
        case Unit::weekend:
            return written_range(start, start + days(1));
        default:
            const auto next = moved(start, unit, 1);
            return written_range(start, next ? *next - days(1) : start);
    }
}

std::string_view name_of(Unit unit) {
    return unit_names[static_cast<std::size_t>(unit)];
}

}  // namespace tag_dates
