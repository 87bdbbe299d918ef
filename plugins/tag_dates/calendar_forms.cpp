// SPDX-License-Identifier: MIT
// Dates that say which they are: 3 May 2014, 23.12.2014, the 1990s, the 20th century.
#include "parser.hpp"

namespace tag_dates {

using Form = Meaning::Form;

namespace {

constexpr int first_year = 1500, last_year = 2099;  // of figures that are taken for a year without more

Moment moment(int year, int month, int day) {
    return {true, year, month, day};
}

bool is_day(const Atom& atom) {
    return atom.is_number() && atom.digits <= 2 && 1 <= atom.value && atom.value <= 31;
}
bool is_month(const Atom& atom) {
    return atom.is_number() && atom.digits <= 2 && 1 <= atom.value && atom.value <= 12;
}
bool is_year(const Atom& atom) {
    return atom.is_number() && atom.digits == 4 && 1000 <= atom.value && atom.value <= 2999;
}

}  // namespace

Parser::Result Parser::calendar_form(std::size_t i) const {
    const auto& first = at(i);
    if (first.is_number()) {
        if (auto match = in_figures(i)) return match;
        if (auto match = day_first(i)) return match;
        if (auto match = decade(i)) return match;
        if (auto match = century(i)) return match;
        return year_form(i);
    }
    if (first.is('\'')) return decade(i + 1);
    if (first.is(Class::weekday))
        if (auto match = after_weekday(i)) return match;
    if (first.is(Class::month))
        if (auto match = month_first(i)) return match;
    if (first.is(Class::season))
        if (auto match = season(i)) return match;
    if (first.is(Class::ordinal)) {
        if (auto match = century(i)) return match;
        if (auto match = day_first(i)) return match;
        return quarter(i);
    }
    if (first.is(Class::after_christ)) {
        const auto& year = at(i + 1);
        if (year.is_number() && year.digits <= 4 && year.value > 0 && free_after(i + 2)) {
            Match match(Form::moment, i + 2);
            match.meaning.from = moment(year.value, 0, 0);
            return match;
        }
    }
    return {};
}

Parser::Result Parser::named_day(std::size_t i, const Name& name) const {
    Match match(Form::unknown);
    match.end = i + name.atoms.size();
    if (name.what == Class::period) {
        match.meaning.form = Form::period;
        match.meaning.begin = name.begin;
        match.meaning.end = name.end;
        return match;
    }
    if (name.what == Class::quarter) {
        match.meaning.form = Form::quarter;
        match.meaning.number = name.value;
        match.meaning.has_shift = !year_behind(match.end, match.meaning.from, match.end);
        // Q1 alone is a quartile as well.
        return match.meaning.has_shift && !after_preposition(i) ? Result() : match;
    }
    if (name.what != Class::fixed) return {};
    if (name.atoms.size() == 1 && is_in_name(i)) return {};
    match.meaning.form = Form::moment;
    match.meaning.from.month = name.month;
    match.meaning.from.day = name.day;
    year_behind(match.end, match.meaning.from, match.end);
    return match;
}

// 2014-12-21, 23.12.2014, 12/23/2014, 23/12/2014
Parser::Result Parser::in_figures(std::size_t i) const {
    const auto &a = at(i), &first = at(i + 1), &b = at(i + 2), &second = at(i + 3), &c = at(i + 4);
    if (!first.glued || first.kind != Atom::Kind::sign || first.sign != second.sign || !second.glued)
        return {};
    if (!(first.is('-') || first.is('.') || first.is('/')) || !b.is_number() || !c.is_number()) return {};
    if (!b.glued || !c.glued) return {};
    Match match(Form::moment, i + 5);
    auto& from = match.meaning.from;
    if (is_year(a) && is_month(b) && is_day(c)) {
        from = moment(a.value, b.value, c.value);
    } else if (is_year(c) || (c.digits == 2 && first.is('/'))) {
        const int year = is_year(c) ? c.value : c.value + (c.value < 50 ? 2000 : 1900);
        const bool day_leads = !first.is('/') || !month_first_ ? is_month(b) : !is_month(a);
        const auto& month = day_leads ? b : a;
        const auto& day = day_leads ? a : b;
        if (!is_month(month) || !is_day(day)) return {};
        from = moment(year, month.value, day.value);
    } else {
        return {};
    }
    add_time(match);
    if (match.end == i + 5 && !free_after(i + 5)) return {};
    return match;
}

// Friday, July 21, 2017; Friday, 21 July
Parser::Result Parser::after_weekday(std::size_t i) const {
    auto next = i + 1;
    if (at(next).is('.')) ++next;
    if (at(next).is(',')) ++next;
    if (at(next).is(Class::the)) ++next;
    if (at(next).is(Class::month)) {
        auto match = month_first(next);
        if (match && match->meaning.from.day != 0) return match;
        return {};
    }
    return at(next).is_number() || at(next).is(Class::ordinal) ? day_first(next) : Result{};
}

// A day of the month, as in 3, 3rd, third.
std::optional<int> Parser::day_number(std::size_t i, std::size_t& end) const {
    if (at(i).is(Class::ordinal)) {
        end = i + 1;
        return at(i).word.value;
    }
    if (!is_day(at(i))) return {};
    end = i + 1;
    if (at(end).is(Class::ordinal_end) && at(end).glued) ++end;
    if (!free_after(end)) return {};
    return at(i).value;
}

bool Parser::era_behind(std::size_t i, int& year, std::size_t& end) const {
    const bool before = at(i).is(Class::before_christ);
    if (!before && !at(i).is(Class::after_christ)) return false;
    if (before) year = 1 - year;
    end = i + 1;
    return true;
}

// A year behind a month or a day; a comma or "of" may stand between.
bool Parser::year_behind(std::size_t i, Moment& moment, std::size_t& end, bool comma) const {
    if (at(i).is(Class::of) || (comma && at(i).is(','))) ++i;
    if (at(i).is(Class::the) && at(i + 1).is(Class::year)) i += 2;
    const auto& year = at(i);
    const bool of = i > 0 && at(i - 1).is(Class::of);
    if (!is_year(year) && !(of && year.is_number() && year.digits == 3)) return false;
    if (!free_after(i + 1) || (at(i + 1).is(Class::decade_end) && at(i + 1).glued)) return false;
    moment.has_year = true;
    moment.year = year.value;
    end = i + 1;
    era_behind(end, moment.year, end);
    return true;
}

// Whether May or March is the month there, by the words beside it.
bool Parser::is_month_by_place(std::size_t i) const {
    if (i > 0 && at(i - 1).is(Class::dates_year)) return true;
    return (after_preposition(i) || (i > 0 && at(i - 1).is(Class::the))) && !is_in_name(i);
}

// May 3, 2014; May 3-5; May 2014; January-June 2016; May
Parser::Result Parser::month_first(std::size_t i) const {
    Match match(Form::moment, i + 1);
    auto &from = match.meaning.from, &to = match.meaning.to;
    from.month = at(i).word.value;
    // The period of an abbreviation, unless the sentence ends with it.
    if (at(i + 1).is('.') && at(i + 1).glued && at(i).size() <= 4 && at(i + 2).is_number()) ++match.end;
    const bool whole = match.end == i + 1 && !at(i + 1).is('.');
    auto end = match.end;
    if (at(end).is(Class::the)) ++end;
    if (const auto day = day_number(end, end)) {
        from.day = *day;
        match.end = end;
        const bool joined = at(end).is('-') || (at(end).is(Class::joins) && !at(end + 2).is(Class::unit));
        std::size_t last_end = 0;
        if (const auto last = joined ? day_number(end + 1, last_end) : std::nullopt;
            last && *last > from.day && !at(last_end).is(Class::month)) {
            to = from;
            to.day = *last;
            match.end = last_end;
        }
        year_behind(match.end, from, match.end);
    } else if (at(end).is('-') && at(end).glued && at(end + 1).is(Class::month) && at(end + 1).glued) {
        to.month = at(end + 1).word.value;
        match.end = end + 2;
        year_behind(match.end, from, match.end);
    } else if (!year_behind(match.end, from, match.end)) {
        if (whole && !free_after(i + 1)) return {};
        if (at(i).word.shy && !is_month_by_place(i)) return {};
    }
    if (match.meaning.is_range()) {
        to.year = from.year;
        to.has_year = from.has_year;
    }
    if (from.day != 0) add_time(match);
    return match;
}

// 3 May 2014, the 3rd of May, 5-6 September 2019
Parser::Result Parser::day_first(std::size_t i) const {
    std::size_t end = 0;
    Match match(Form::moment, 0);
    auto &from = match.meaning.from, &to = match.meaning.to;
    auto day = is_day(at(i)) && at(i + 1).is('-') ? std::optional(at(i).value) : day_number(i, end);
    if (!day) return {};
    from.day = *day;
    if (end == 0 || at(end).is('-') || at(end).is(Class::joins)) {
        const auto last = day_number((end == 0 ? i + 1 : end) + 1, end);
        if (!last || *last <= from.day) return {};
        to.day = *last;
    }
    if (at(end).is('.') && at(end).glued && !at(end + 1).glued) ++end;  // 3. Mai
    if (at(end).is('-') && at(end).glued) ++end;                        // 3-May-2014
    if (at(end).is(Class::of)) ++end;
    if (!at(end).is(Class::month)) return {};
    from.month = at(end).word.value;
    match.end = end + 1;
    if (at(match.end).is('.') && at(match.end).glued && at(match.end + 1).is_number()) ++match.end;
    if (at(match.end).is('-') && at(match.end).glued && is_year(at(match.end + 1))) ++match.end;
    if (!year_behind(match.end, from, match.end) && !free_after(match.end)) return {};
    if (to.day != 0) {
        to.month = from.month;
        to.year = from.year;
        to.has_year = from.has_year;
    }
    add_time(match);
    return match;
}

// Figures that stand for a year without a month.
bool Parser::is_plain_year(std::size_t i) const {
    const auto& year = at(i);
    if (!is_year(year)) return false;
    if (i > 0 && at(i - 1).is(Class::dates_year)) return true;
    if (i > 0 && at(i - 1).is('(') && at(i + 1).is(')')) return true;
    // The rest of a telephone number.
    if (i > 1 && at(i).glued && at(i - 1).is('-') && at(i - 2).is_number() && at(i - 2).digits != 4)
        return false;
    const bool usual = first_year <= year.value && year.value <= last_year;
    if (usual && year.value % 100 != 0) return true;
    if (at(i + 1).is(Class::unit)) return false;  // a 2000 year old tradition
    return !is_before_noun(i) && (after_preposition(i) || year.value == 2000);
}

Parser::Result Parser::year_form(std::size_t i) const {
    Match match(Form::moment, i + 1);
    auto& from = match.meaning.from;
    from = moment(at(i).value, 0, 0);
    if (at(i).value > 0 && at(i).digits <= 4 && era_behind(i + 1, from.year, match.end)) return match;
    if (!is_plain_year(i)) return {};
    // 1776-77, 2015/16, 1892 - 94
    const auto &sign = at(i + 1), &rest = at(i + 2);
    const bool joined = sign.is('-') || (sign.is('/') && sign.glued && rest.glued);
    if (joined && rest.is_number() && rest.glued == sign.glued && rest.digits == 2 &&
        rest.value > from.year % 100 && free_after(i + 3)) {
        match.meaning.to = moment(from.year - from.year % 100 + rest.value, 0, 0);
        match.end = i + 3;
        return match;
    }
    if (sign.is('-') && sign.glued && rest.is_number() && rest.glued && rest.digits != 4) return {};
    if (!free_after(i + 1)) return {};
    return match;
}

// 1990s, '90s, the 20s
Parser::Result Parser::decade(std::size_t i) const {
    const auto& figures = at(i);
    if (!figures.is_number() || figures.value % 10 != 0) return {};
    auto end = i + 1;
    if (at(end).is('\'') && at(end).glued) ++end;
    if (!at(end).is(Class::decade_end) || !at(end).glued || !free_after(end + 1)) return {};
    Match match(Form::decade, end + 1);
    match.meaning.number = figures.value;
    if (figures.digits == 2) {
        const bool marked = i > 0 && ((at(i - 1).is('\'') && figures.glued) || at(i - 1).is(Class::the));
        const bool follows = i > 1 && at(i - 1).is(Class::joins) && at(i - 2).is(Class::decade_end);
        if ((!marked && !follows) || figures.value < 10) return {};
        match.meaning.number += 1900;
        return match;
    }
    if (!is_year(figures)) return {};
    if (figures.value % 100 == 0 && figures.value < 2000) {
        match.meaning.form = Form::century;
        match.meaning.number = figures.value / 100 + 1;
    }
    return match;
}

// the 19th century, a nineteenth-century house, the 15th to the 19th century
Parser::Result Parser::century(std::size_t i) const {
    const auto ordinal = [&](std::size_t& j) {
        if (at(j).is(Class::ordinal)) return int{at(j++).word.value};
        if (at(j).is_number() && at(j).value > 0 && at(j + 1).is(Class::ordinal_end) && at(j + 1).glued)
            return j += 2, int{at(j - 2).value};
        // twenty-first
        if (at(j).is(Class::number) && at(j + 1).is('-') && at(j + 2).is(Class::ordinal))
            return j += 3, at(j - 3).word.value + at(j - 1).word.value;
        return 0;
    };
    auto end = i;
    const int number = ordinal(end);
    if (number == 0 || number > 30) return {};
    auto next = end;
    if (at(next).is(Class::joins) || at(next).is('-')) {
        ++next;
        if (at(next).is(Class::the)) ++next;
        ordinal(next);
    }
    if (at(next).is('-')) ++next;
    if (!at(next).is(Class::unit) || Unit{at(next).word.value} != Unit::century) return {};
    Match match(Form::century, end);
    match.meaning.number = number;
    const bool own = next == end || next == end + 1;
    if (own) match.end = next + 1;
    if (at(next + 1).is(Class::before_christ)) {
        match.meaning.number = -number;
        if (own) match.end = next + 2;
    } else if (own && at(next + 1).is(Class::after_christ)) {
        match.end = next + 2;
    }
    return match;
}

// summer of 2012, winter 1776-77
Parser::Result Parser::season(std::size_t i) const {
    Match match(Form::season, i + 1);
    match.meaning.number = at(i).word.value;
    auto& from = match.meaning.from;
    if (year_behind(i + 1, from, match.end)) return match;
    const auto year = at(i + 1).is(Class::of) ? i + 2 : i + 1;
    if (is_plain_year(year))
        if (const auto years = year_form(year)) {
            from = years->meaning.from;
            match.end = years->end;
            return match;
        }
    if (!free_after(i + 1)) return {};
    // ... to fall in line
    if (at(i).word.shy && i > 0 && at(i - 1).is(Class::joins)) return {};
    if (is_before_noun(i) || at(i + 1).is(Class::of)) return {};  // winter wheat, the fall of a wall
    if (!after_preposition(i) && !(i > 0 && at(i - 1).is(Class::the) && after_preposition(i - 1))) return {};
    match.meaning.has_shift = true;  // this one
    return match;
}

// the third quarter of 2014
Parser::Result Parser::quarter(std::size_t i) const {
    const auto& unit = at(i + 1);
    if (at(i).word.value > 4 || !unit.is(Class::unit) || Unit{unit.word.value} != Unit::quarter) return {};
    Match match(Form::quarter, i + 2);
    match.meaning.number = at(i).word.value;
    match.meaning.has_shift = !year_behind(match.end, match.meaning.from, match.end);
    return match;
}

// [at] 09:32 [AM] [EST], or as ISO 8601 has it: T09:32:00Z
void Parser::add_time(Match& match) const {
    auto i = match.end;
    if (at(i).is(',')) ++i;
    if (at(i).is(Class::at)) ++i;
    if (at(i).kind == Atom::Kind::word && at(i).glued && at(i).size() == 1 && text_[at(i).begin] == 'T') ++i;
    const auto& hour = at(i);
    const bool clock = hour.is_number() && hour.digits <= 2 && hour.value < 24 && at(i + 1).is(':') &&
                       at(i + 1).glued && at(i + 2).is_number() && at(i + 2).glued && at(i + 2).digits == 2 &&
                       at(i + 2).value < 60;
    if (!clock) return;
    int hours = hour.value;
    const int minutes = at(i + 2).value;
    i += 3;
    if (at(i).is(':') && at(i + 1).is_number() && at(i + 1).glued) i += 2;
    if (at(i).is('.') && at(i + 1).is_number() && at(i + 1).glued) i += 2;
    const auto half_of_day = [&](char first) -> bool {
        const bool spelt = at(i).kind == Atom::Kind::word && at(i).size() == 1 && at(i + 1).is('.') &&
                           at(i + 2).kind == Atom::Kind::word && at(i + 2).size() == 1;
        if (!spelt || (text_[at(i).begin] | 0x20) != first || (text_[at(i + 2).begin] | 0x20) != 'm')
            return false;
        i += at(i + 3).is('.') && at(i + 3).glued ? 4 : 3;
        return true;
    };
    bool am = at(i).is(Class::am), pm = at(i).is(Class::pm);
    if (am || pm)
        ++i;
    else
        am = half_of_day('a'), pm = !am && half_of_day('p');
    if (am && hours == 12) hours = 0;
    if (pm && hours < 12) hours += 12;
    match.meaning.minutes = hours * 60 + minutes;
    match.end = i;
    if (at(i).is(Class::zone)) {
        match.meaning.has_zone = true;
        match.meaning.zone = at(i).word.value;
        match.end = i + 1;
    } else if (at(i).kind == Atom::Kind::word && at(i).glued && at(i).size() == 1 &&
               text_[at(i).begin] == 'Z') {
        match.meaning.has_zone = true;
        match.end = i + 1;
    } else if ((at(i).is('+') || at(i).is('-')) && at(i).glued && at(i + 1).is_number() &&
               at(i + 1).digits == 2 && at(i + 2).is(':') && at(i + 3).is_number()) {
        match.meaning.has_zone = true;
        match.meaning.zone = (at(i + 1).value * 60 + at(i + 3).value) * (at(i).is('-') ? -1 : 1);
        match.end = i + 4;
    }
}

}  // namespace tag_dates
