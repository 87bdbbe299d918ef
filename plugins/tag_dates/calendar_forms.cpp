// SPDX-License-Identifier: MIT
// Days and months that say which they are: 3 May 2014, 23.12.2014, March 2013.
#include "figures.hpp"
#include "parser.hpp"

namespace tag_dates {

using Form = Meaning::Form;

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
    if (i > 0 && at(i - 1).is(',') && counts_noun(i)) return false;  // on 3 May, 1600 people came
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

}  // namespace tag_dates
