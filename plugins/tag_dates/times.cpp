// SPDX-License-Identifier: MIT
// The time of day that stands beside a date.
#include "parser.hpp"

namespace tag_dates {

// AM, p.m.; moves behind it. Noon and midnight are 12 PM and 12 AM.
void Parser::take_half_of_day(std::size_t& i, int& hours) const {
    const auto letter = [&](std::size_t j) {
        const bool single = at(j).kind == Atom::Kind::word && at(j).size() == 1;
        return single ? text_[at(j).begin] | 0x20 : 0;
    };
    const bool spelt = at(i + 1).is('.') && letter(i + 2) == 'm';
    const bool am = at(i).is(Class::am) || (spelt && letter(i) == 'a');
    const bool pm = at(i).is(Class::pm) || (spelt && letter(i) == 'p');
    if (!am && !pm) return;
    if (at(i).is(Class::am) || at(i).is(Class::pm))
        ++i;
    else
        i += at(i + 3).is('.') && at(i + 3).glued ? 4 : 3;
    if (am && hours == 12) hours = 0;
    if (pm && hours < 12) hours += 12;
}

// EST, Z, +02:00; moves behind it.
void Parser::take_zone(std::size_t& i, Meaning& meaning) const {
    const auto& zone = at(i);
    const auto& minutes = at(i + 3);
    if (zone.is(Class::zone)) {
        meaning.zone = zone.word.value;
        i += 1;
    } else if (zone.kind == Atom::Kind::word && zone.glued && zone.size() == 1 && text_[zone.begin] == 'Z') {
        i += 1;
    } else if ((zone.is('+') || zone.is('-')) && zone.glued && at(i + 1).digits == 2 && at(i + 2).is(':') &&
               minutes.digits == 2 && at(i + 1).value <= 14 && minutes.value < 60) {
        meaning.zone = (at(i + 1).value * 60 + minutes.value) * (zone.is('-') ? -1 : 1);
        i += 4;
    } else {
        return;
    }
    meaning.has_zone = true;
}

// [at] 09:32 [AM] [EST], or as ISO 8601 has it: T09:32:00Z
void Parser::add_time(Match& match) const {
    auto i = match.end;
    if (at(i).is(',')) ++i;
    if (at(i).is(Class::at)) ++i;
    if (at(i).kind == Atom::Kind::word && at(i).glued && at(i).size() == 1 && text_[at(i).begin] == 'T') ++i;
    const auto &hour = at(i), &colon = at(i + 1), &minute = at(i + 2);
    if (!hour.is_number() || hour.digits > 2 || hour.value >= 24) return;
    if (!colon.is(':') || !colon.glued || !minute.glued || minute.digits != 2 || minute.value >= 60) return;
    int hours = hour.value;
    i += 3;
    // Seconds and their fractions.
    if (at(i).is(':') && at(i + 1).is_number() && at(i + 1).glued) i += 2;
    if (at(i).is('.') && at(i + 1).is_number() && at(i + 1).glued) i += 2;
    take_half_of_day(i, hours);
    match.meaning.minutes = hours * 60 + minute.value;
    take_zone(i, match.meaning);
    match.end = i;
}

}  // namespace tag_dates
