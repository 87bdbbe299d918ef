// SPDX-License-Identifier: MIT
#include "resolver.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include "calendar.hpp"

namespace tag_dates {

using Form = Meaning::Form;
using std::chrono::days;
using std::chrono::year_month_day;

namespace {

// A day without a year belongs to a year that the text has just named, so many bytes before at most.
constexpr std::uint32_t reach_of_year = 400;
// Of "this weekend", days before this one speak of the weekend that was.
constexpr unsigned weekend_ahead_from = 4;  // Thursday

int year_in(Day day) {
    return int(year_month_day(day).year());
}

Value unit_value(Unit unit, std::optional<Day> day) {
    if (!day) return {{}, name_of(unit)};
    return {written_unit(unit, start_of(unit, *day)), name_of(unit)};
}

// How exactly "so many of these ago" is meant: to the day for days and weeks, else to the month or the year.
Unit exactness(Unit unit) {
    switch (unit) {
        case Unit::month:
        case Unit::quarter:
            return Unit::month;
        case Unit::year:
            return Unit::year;
        case Unit::decade:
        case Unit::century:
            return Unit::year;
        default:
            return Unit::day;
    }
}

}  // namespace

Resolver::Resolver(std::string_view published) : published_(day_in(published)) {}

Value Resolver::resolve(const Meaning& meaning, std::uint32_t place, bool future) {
    place_ = place;
    switch (meaning.form) {
        case Form::moment:
            return moment(meaning, future);
        case Form::decade:
            return unit_value(Unit::decade, day_of(meaning.number, 1, 1));
        case Form::century: {
            // The 20th from 1900, as people use the word; the fifth before Christ from 500 BC.
            const int first = meaning.number > 0 ? (meaning.number - 1) * 100 : 1 + meaning.number * 100;
            const auto start = day_of(first, 1, 1), end = day_of(first + 99, 12, 31);
            return {start && end ? written_range(*start, *end) : std::string(), name_of(Unit::century)};
        }
        case Form::season:
            return season(meaning);
        case Form::quarter:
            return quarter(meaning);
        case Form::period:
            if (meaning.end.empty()) return {std::string(meaning.begin), "day"};
            return {fmt::format("{}/{}", meaning.begin, meaning.end), "period"};
        case Form::today: {
            if (!published_) return {{}, "day"};
            return unit_value(Unit::day, moved(*published_, Unit::day, meaning.count));
        }
        case Form::unit:
            return unit(meaning);
        case Form::stretch:
            return stretch(meaning);
        case Form::away:
            return away(meaning);
        case Form::weekday:
            return weekday(meaning, future);
        case Form::last_day:
            return last_day(meaning);
        case Form::unknown:
            break;
    }
    return {};
}

// The year of a month, or of a day in it, that stands without one.
std::optional<int> Resolver::year_of(int month, int day, const Meaning& meaning, bool future) const {
    if (!meaning.has_shift && story_ && place_ - story_place_ < reach_of_year) {
        if (!published_ || year_in(*story_) != year_in(*published_)) return year_in(*story_);
    }
    if (!published_) return {};
    const int year = year_in(*published_);
    const auto this_year = day_of(year, month, day != 0 ? day : 1);
    const auto now = day != 0 ? *published_ : start_of(Unit::month, *published_);
    const auto here = this_year.value_or(*published_);
    if (meaning.has_shift) {  // last June, this June, next June
        if (meaning.count < 0) return here < now ? year : year - 1;
        return meaning.count > 0 && here <= now ? year + 1 : year;
    }
    // What is told has mostly happened already.
    constexpr auto half = days(183), long_ago = days(240);
    if (future && here < now) return year + 1;
    if (here - now > half) return year - 1;
    if (!future && now - here > long_ago) return year + 1;
    return year;
}

Value Resolver::moment(const Meaning& meaning, bool future) {
    auto from = meaning.from, to = meaning.to;
    const std::string_view granularity = from.day != 0 ? "day" : from.month != 0 ? "month" : "year";
    if (!from.has_year) {
        const auto year = year_of(from.month, from.day, meaning, future);
        if (!year) return {{}, granularity};
        from.year = *year;
        if (to.month != 0) to.year = *year;
    }
    const auto day = day_of(from.year, from.month != 0 ? from.month : 1, from.day != 0 ? from.day : 1);
    if (!day) return {};  // 31 June
    story_ = day;
    story_unit_ = from.day != 0 ? Unit::day : from.month != 0 ? Unit::month : Unit::year;
    story_place_ = place_;
    const auto written = [](const Moment& moment, Day first) {
        return moment.day != 0     ? written_day(first)
               : moment.month != 0 ? written_month(first)
                                   : written_year(moment.year);
    };
    Value value{written(from, *day), granularity};
    if (meaning.is_range()) {
        const auto last = day_of(to.year, to.month != 0 ? to.month : 1, to.day != 0 ? to.day : 1);
        if (!last) return {};
        value.text += "/" + written(to, *last);
    } else if (meaning.minutes >= 0) {
        value.text += fmt::format("T{:02}:{:02}", meaning.minutes / 60, meaning.minutes % 60);
        value.granularity = "minute";
        if (meaning.has_zone && meaning.zone == 0)
            value.text += "Z";
        else if (meaning.has_zone)
            value.text += fmt::format("{}{:02}:{:02}", meaning.zone < 0 ? '-' : '+',
                                      std::abs(meaning.zone) / 60, std::abs(meaning.zone) % 60);
    }
    return value;
}

Value Resolver::weekday(const Meaning& meaning, bool future) const {
    if (!published_) return {{}, "day"};
    const auto today = std::chrono::weekday(*published_).iso_encoding();
    const int back = (static_cast<int>(today) - meaning.number + 7) % 7;  // 0: today is such a day
    const auto recent = *published_ - days(back);
    auto day = recent;
    if (meaning.has_shift && meaning.count < 0)
        day = back == 0 ? recent - days(7) : recent;
    else if (meaning.has_shift && meaning.count > 0)
        day = recent + days(7);
    else if ((future || meaning.has_shift) && back != 0)
        day = recent + days(7);
    return unit_value(Unit::day, day);
}

Value Resolver::unit(const Meaning& meaning) const {
    const auto day = base(meaning);
    if (!day) return {{}, name_of(meaning.unit)};
    // "that day" needs a text that named a day.
    if (meaning.story &&
        (meaning.unit == Unit::week || meaning.unit == Unit::weekend || meaning.unit == Unit::day) &&
        story_unit_ != Unit::day)
        return {{}, name_of(meaning.unit)};
    if (meaning.story && meaning.unit == Unit::month && story_unit_ == Unit::year) return {{}, "month"};
    auto count = meaning.count;
    if (meaning.unit == Unit::weekend && !meaning.story && count == 0 &&
        std::chrono::weekday(*day).iso_encoding() < weekend_ahead_from)
        --count;
    return unit_value(meaning.unit, moved(start_of(meaning.unit, *day), meaning.unit, count));
}

Value Resolver::stretch(const Meaning& meaning) const {
    if (!published_) return {{}, name_of(meaning.unit)};
    const auto other = moved(*published_, meaning.unit, meaning.count);
    if (!other) return {{}, name_of(meaning.unit)};
    return {meaning.count < 0 ? written_range(*other, *published_) : written_range(*published_, *other),
            name_of(meaning.unit)};
}

Value Resolver::away(const Meaning& meaning) const {
    const auto day = base(meaning);
    auto exact = exactness(meaning.unit);
    if (!day) return {{}, name_of(exact)};
    if (meaning.story && (exact == Unit::day ? story_unit_ != Unit::day : story_unit_ == Unit::year))
        exact = story_unit_;
    // What is longer ago than years of four figures can tell is written by its year alone.
    const auto there = moved(*day, meaning.unit, meaning.count);
    return unit_value(exact, there);
}

Value Resolver::season(const Meaning& meaning) const {
    std::optional<int> year;
    if (meaning.from.has_year)
        year = meaning.from.year;
    else if (meaning.story ? story_ : published_) {
        const auto now = start_of(Unit::month, meaning.story ? *story_ : *published_);
        year = year_in(now);
        const auto here = *day_of(*year, meaning.number, 1);
        const auto behind = moved(here, Unit::month, 3);  // none at the end of the calendar
        if (meaning.count < 0 && (!behind || *behind > now)) --*year;
        if (meaning.count > 0 && here <= now) ++*year;
        if (meaning.count == 0 && meaning.number == 12 && unsigned(year_month_day(now).month()) < 6) --*year;
    }
    const auto first = year ? day_of(*year, meaning.number, 1) : std::nullopt;
    const auto behind = first ? moved(*first, Unit::month, 3) : std::nullopt;
    if (!behind) return {{}, "season"};
    return {written_range(*first, *behind - days(1)), "season"};
}

Value Resolver::quarter(const Meaning& meaning) const {
    if (!meaning.from.has_year && !published_) return {{}, "quarter"};
    const int year = meaning.from.has_year ? meaning.from.year : year_in(*published_);
    return unit_value(Unit::quarter, day_of(year, meaning.number * 3 - 2, 1));
}

Value Resolver::last_day(const Meaning& meaning) const {
    if (!published_) return {{}, "day"};
    const auto next = moved(start_of(meaning.unit, *published_), meaning.unit, 1);
    return next ? unit_value(Unit::day, *next - days(1)) : Value{{}, "day"};
}

}  // namespace tag_dates
