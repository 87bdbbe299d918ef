// SPDX-License-Identifier: MIT
// Years, decades, centuries, seasons and quarters.
#include "figures.hpp"
#include "parser.hpp"

namespace tag_dates {

using Form = Meaning::Form;

namespace {

constexpr int first_year = 1500, last_year = 2099;  // of figures that are taken for a year without more

}  // namespace

// Whether figures that could be a year tell how many: 1200 people, 1600 days. Of years that are usual in
// texts nobody asks: in 1987 people came.
bool Parser::counts_noun(std::size_t i) const {
    const int year = at(i).value;
    if (first_year <= year && year <= last_year && year % 100 != 0) return false;
    return is_before_noun(i) || (at(i + 1).is(Class::unit) && !at(i + 1).glued);
}

// Figures that stand for a year without a month.
bool Parser::is_plain_year(std::size_t i) const {
    const auto& year = at(i);
    if (!is_year(year)) return false;
    if (i > 0 && at(i - 1).is('(') && at(i + 1).is(')')) return true;
    if (counts_noun(i)) return false;
    if (i > 0 && at(i - 1).is(Class::dates_year)) return true;
    // The rest of a telephone number.
    if (i > 1 && at(i).glued && at(i - 1).is('-') && at(i - 2).is_number() && at(i - 2).digits != 4)
        return false;
    const bool usual = first_year <= year.value && year.value <= last_year;
    if (usual && year.value % 100 != 0) return true;
    // by 2000 to 5,000
    const auto& other = at(i + 2);
    if (at(i + 1).is(Class::joins) && other.is_number() && !is_year(other) && !day_first(i + 2)) return false;
    return after_preposition(i) || year.value == 2000;
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
    // Of 1776-77 the winter begins in the first.
    const auto year = at(i + 1).is(Class::of) ? i + 2 : i + 1;
    if (is_plain_year(year))
        if (const auto years = year_form(year)) {
            from = years->meaning.from;
            match.end = years->end;
            return match;
        }
    if (year_behind(i + 1, from, match.end)) return match;
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

}  // namespace tag_dates
