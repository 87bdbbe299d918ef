// SPDX-License-Identifier: MIT
// Tells which date a date is: those that are counted from another against the document's own date, which is
// never the clock's, or against the date that the text named last.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "meaning.hpp"

namespace tag_dates {

struct Value {
    std::string text;              // ISO 8601; empty where nobody can tell
    std::string_view granularity;  // day, week, month, …; empty where that is not known either
};

class Resolver {
public:
    // `published` as metadata has it; what does not begin with a full date is left aside.
    explicit Resolver(std::string_view published);

    // For one document, its dates from front to back. `place`: the byte at which it stands. `future`: the
    // words in front tell of what is to come.
    Value resolve(const Meaning& meaning, std::uint32_t place, bool future);

private:
    using Day = std::chrono::sys_days;

    Value moment(const Meaning& meaning, bool future);
    Value weekday(const Meaning& meaning, bool future) const;
    Value unit(const Meaning& meaning) const;
    Value stretch(const Meaning& meaning) const;
    Value away(const Meaning& meaning) const;
    Value season(const Meaning& meaning) const;
    Value quarter(const Meaning& meaning) const;
    Value last_day(const Meaning& meaning) const;
    std::optional<int> year_of(int month, int day, const Meaning& meaning, bool future) const;
    std::optional<Day> base(const Meaning& meaning) const { return meaning.story ? story_ : published_; }

    std::optional<Day> published_;
    // The date that the text named last, by its first day, and where.
    std::optional<Day> story_;
    Unit story_unit_ = Unit::year;
    std::uint32_t place_ = 0, story_place_ = 0;
};

}  // namespace tag_dates
