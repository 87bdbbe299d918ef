// SPDX-License-Identifier: MIT
#include "parser.hpp"

#include <algorithm>

namespace tag_dates {

namespace {

constexpr std::size_t reach_of_future = 8;  // atoms behind "will" and the like

bool same(std::string_view written, std::string_view atom) {
    return std::equal(written.begin(), written.end(), atom.begin(), atom.end(),
                      [](char a, char b) { return small(a) == b; });
}

}  // namespace

const Atom& Parser::at(std::size_t i) const {
    static const Atom none;
    return i < atoms_.size() ? atoms_[i] : none;
}

// Whether the atom is not the rest of something longer: of a word, a sum of money, an address, 1.2014.
bool Parser::free_before(std::size_t i) const {
    if (i == 0 || !at(i).glued) return true;
    const auto& before = at(i - 1);
    if (before.kind != Atom::Kind::sign) return false;
    if (before.is('$') || before.is('#') || before.is('@') || before.is('_') || before.is('=') ||
        before.is('&') || before.is('+') || before.is('\\'))
        return false;
    const bool inside = i >= 2 && before.glued;
    if (before.is('/')) return !inside;
    const bool of_number = before.is('.') || before.is(',') || before.is(':');
    return !(of_number && inside && at(i - 2).is_number());
}

bool Parser::free_after(std::size_t i) const {
    const auto& next = at(i);
    if (next.kind == Atom::Kind::end || !next.glued) return true;
    if (next.kind != Atom::Kind::sign) return false;
    if (next.is('%') || next.is('@') || next.is('_') || next.is('=') || next.is('/')) return false;
    const bool of_number = next.is('.') || next.is(',') || next.is(':');
    return !(of_number && at(i + 1).is_number() && at(i + 1).glued);
}

bool Parser::after_preposition(std::size_t i) const {
    return i > 0 && at(i - 1).is(Class::before);
}

// Whether a word in capitals stands beside the one at i that has nothing to do with dates: Sun Valley.
bool Parser::is_in_name(std::size_t i) const {
    const auto foreign = [&](const Atom& atom) {
        return atom.kind == Atom::Kind::word && atom.capital && atom.word.classes.none();
    };
    return foreign(at(i + 1)) || (i > 1 && foreign(at(i - 1)));
}

// Whether a plain word follows: 1200 people, winter wheat.
bool Parser::is_before_noun(std::size_t i) const {
    const auto& next = at(i + 1);
    return !next.glued && next.kind == Atom::Kind::word && !next.capital && next.word.classes.none();
}

// The longest name of several words, or of a day or period, that begins here.
const Name* Parser::name_at(std::size_t i) const {
    const auto& first = at(i);
    if (!first.is(Class::opens_name) && !first.is_number()) return nullptr;
    for (const auto& name : lexicon_.names()) {
        std::size_t n = 0;
        while (n < name.atoms.size() && at(i + n).kind != Atom::Kind::end) {
            const auto& atom = at(i + n);
            const auto written = atom.kind == Atom::Kind::sign && atom.sign != 0
                                     ? std::string_view(&atom.sign, 1)
                                     : text_.substr(atom.begin, atom.size());
            if (!same(written, name.atoms[n])) break;
            ++n;
        }
        if (n == name.atoms.size() && (!name.capital || first.capital) && free_after(i + n)) return &name;
    }
    return nullptr;
}

Parser::Result Parser::date_at(std::size_t i) const {
    const auto& first = at(i);
    if (first.kind == Atom::Kind::sign && !first.is('\'')) return {};
    if (first.kind == Atom::Kind::word && first.word.classes.none()) return {};
    if (!free_before(i)) return {};
    constexpr Classes recurring{Class::weekday, Class::month, Class::season};
    if (i > 0 && at(i - 1).is(Class::each) && first.word.classes.any(recurring)) return {};
    if (const auto* name = name_at(i))
        if (auto match = named_day(i, *name)) return match;
    if (auto match = calendar_form(i)) return match;
    return relative_form(i);
}

bool Parser::looks_ahead(std::size_t i) const {
    if (!at(i).is(Class::future)) return false;
    const auto* name = name_at(i);
    return !name || name->what != Class::not_future;
}

// Whether somebody else may speak from here on: "We will win," he said on Friday.
bool Parser::ends_clause(std::size_t i) const {
    const bool in_number = at(i).glued && at(i + 1).glued && at(i + 1).is_number();
    return at(i).is('"') || (at(i).is(',') && !in_number);
}

// Of "from March to August 2011" both months are of that year.
void Parser::share_year(std::vector<Found>& found, std::size_t first, std::size_t joined) const {
    if (found.size() < first + 2 || joined != found.size() - 2) return;
    auto& before = found[joined].meaning;
    const auto& last = found.back().meaning;
    if (before.form == Meaning::Form::moment && last.form == Meaning::Form::moment && !before.from.has_year &&
        last.from.has_year && last.from.month != 0) {
        before.from.has_year = true;
        before.from.year = last.from.year;
    }
}

void Parser::run(std::vector<Found>& found) const {
    const auto first = found.size();
    std::size_t future_until = 0, end = 0;
    for (std::size_t i = 0; i < atoms_.size();) {
        if (looks_ahead(i)) future_until = i + reach_of_future;
        if (ends_clause(i)) future_until = 0;
        const auto match = date_at(i);
        if (!match) {
            ++i;
            continue;
        }
        const bool joined =
            found.size() > first && i == end + 1 && (at(end).is(Class::joins) || at(end).is('-'));
        found.push_back({at(i).begin, at(match->end - 1).end, match->meaning, i < future_until});
        if (joined) share_year(found, first, found.size() - 2);
        i = end = match->end;
    }
}

}  // namespace tag_dates
