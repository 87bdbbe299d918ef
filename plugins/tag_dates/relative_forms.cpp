// SPDX-License-Identifier: MIT
// Dates that are counted from another: yesterday, last week, two years ago, Tuesday, the end of the year.
#include <algorithm>
#include <cstdint>

#include "parser.hpp"

namespace tag_dates {

using Form = Meaning::Form;

namespace {

constexpr int most_words = 8;                       // of a number
constexpr std::int64_t most_counted = 100'000'000;  // beyond every calendar

// A number, word by word.
class Sum {
public:
    void begin(std::int64_t figures) { group_ = figures; }

    // False where the word cannot follow those before it, as in "five ten".
    bool add(int word) {
        const bool scale = word == 100 || word == 1000;
        if (last_ == none && word != 0) {
            // Behind figures there is but a scale: 10 thousand.
            if (group_ != 0 && !scale) return false;
            group_ = group_ != 0 ? group_ * word : word;
        } else if (word == 0) {
            known_ = false;  // a few
        } else if (word == 1000) {
            total_ = std::min((total_ + group_) * word, most_counted);
            group_ = 0;
        } else if (word == 100) {
            group_ = std::min(std::max<std::int64_t>(group_, 1) * word, most_counted);
        } else if (known_ && (after_scale() || (after_tens() && word < 10))) {
            group_ += word;
        } else {
            return false;
        }
        last_ = word;
        return true;
    }
    bool after_scale() const { return last_ == 100 || last_ == 1000; }
    bool after_tens() const { return 20 <= last_ && last_ < 100 && last_ % 10 == 0; }
    int value() const { return known_ ? static_cast<int>(std::min(total_ + group_, most_counted)) : 0; }

private:
    static constexpr int none = -1;
    std::int64_t total_ = 0, group_ = 0;  // thousands, and what is below them
    int last_ = none;
    bool known_ = true;
};

}  // namespace

Parser::Result Parser::relative_form(std::size_t i) const {
    const auto& first = at(i);
    if (first.is(Class::today)) {
        Match match(Form::today, part_behind(i + 1));
        match.meaning.count = first.word.value;
        return match;
    }
    if (first.is(Class::shift) || first.is(Class::stretch) || first.is(Class::story_shift)) return shifted(i);
    if (first.is(Class::weekday)) {
        if (!free_after(i + 1)) return {};
        if (first.word.shy && (!after_preposition(i) || is_in_name(i))) return {};
        Match match(Form::weekday, part_behind(i + 1));
        match.meaning.number = first.word.value;
        return match;
    }
    if (first.is(Class::number) || first.is_number())
        if (auto match = counted(i)) return match;
    if (first.is(Class::end) || first.is(Class::unit)) return last_day(i);
    return {};
}

// Behind "morning" and the like, where it stands there.
std::size_t Parser::part_behind(std::size_t i) const {
    return at(i).is(Class::part) && !at(i).glued ? i + 1 : i;
}

// A number in words or figures: 3, three, 5,000, ten thousand, one hundred and fifty; 0 where nobody knows.
std::optional<int> Parser::count_at(std::size_t i, std::size_t& end) const {
    Sum sum;
    end = i + 1;
    if (at(i).is_number() && at(i).value >= 0) {
        std::int64_t figures = at(i).value;
        while (at(end).is(',') && at(end).glued && at(end + 1).is_number() && at(end + 1).glued &&
               at(end + 1).digits == 3 && figures < most_counted) {
            figures = figures * 1000 + at(end + 1).value;
            end += 2;
        }
        sum.begin(figures);
    } else if (at(i).is(Class::number)) {
        if (!sum.add(at(i).word.value)) return {};
    } else {
        return {};
    }
    for (int words = 1;; ++words) {
        auto next = end;
        if (sum.after_scale() && at(next).is(Class::plus)) ++next;
        if (sum.after_tens() && at(next).is('-')) ++next;
        if (!at(next).is(Class::number) || (next != end && at(next).word.value >= 100)) break;
        if (words == most_words || !sum.add(at(next).word.value)) return {};
        end = next + 1;
    }
    if (at(end).is(Class::of)) ++end;  // a couple of years
    return sum.value();
}

// Whether what stands at i is the rest of a number: of 5 000, one hundred and … .
bool Parser::continues_number(std::size_t i) const {
    if (i == 0) return false;
    const auto& before = at(i - 1);
    if (before.is_number()) return at(i).is_number();
    if (before.is(Class::number)) return before.word.value > 1;  // not an article, nor "some 30"
    return i > 1 && before.is(Class::plus) && at(i - 2).is(Class::number) && at(i - 2).word.value >= 100;
}

// last week, the past 30 days, next Tuesday, this summer, that year
Parser::Result Parser::shifted(std::size_t i) const {
    auto next = i + 1;
    const bool story = at(i).is(Class::story_shift);
    if (story && at(next).is(Class::story_shift)) ++next;  // that same year
    Match match(Form::unknown);
    auto& meaning = match.meaning;
    meaning.story = story;
    meaning.has_shift = true;
    meaning.count = at(i).word.value;
    const auto& what = at(next);
    match.end = next + 1;
    meaning.number = what.word.value;
    if (what.is(Class::unit)) {
        meaning.unit = Unit{what.word.value};
        if (meaning.unit == Unit::hour) return {};
        meaning.form = at(i).is(Class::stretch) ? Form::stretch : Form::unit;
        if (what.is(Class::plural)) meaning.form = Form::unknown;  // the last decades
        return free_after(match.end) || at(match.end).is('\'') ? Result(match) : Result();
    }
    if (what.is(Class::part)) {  // this morning, last night
        if (story) return {};
        meaning.form = Form::today;
        return match;
    }
    if (what.is(Class::weekday)) {
        meaning.form = Form::weekday;
        match.end = part_behind(match.end);
        return match;
    }
    if (what.is(Class::month)) {
        meaning.form = Form::moment;
        meaning.from.month = what.word.value;
        if (auto dated = month_first(next); dated && dated->meaning.from.day != 0) return dated;
        return match;
    }
    if (what.is(Class::season)) {
        meaning.form = Form::season;
        return match;
    }
    std::size_t end = 0;
    const auto count = story || meaning.count == 0 ? std::nullopt : count_at(next, end);
    if (!count || !at(end).is(Class::unit)) return {};
    meaning.unit = Unit{at(end).word.value};
    meaning.form = *count == 0 || meaning.unit == Unit::hour ? Form::unknown : Form::stretch;
    meaning.count *= *count;
    match.end = end + 1;
    return match;
}

// two years ago, a week later, ten days from now
Parser::Result Parser::counted(std::size_t i) const {
    std::size_t end = 0;
    const auto count = continues_number(i) ? std::nullopt : count_at(i, end);
    if (!count || !at(end).is(Class::unit)) return {};
    Match match(Form::unknown);
    auto& meaning = match.meaning;
    meaning.unit = Unit{at(end).word.value};
    const auto& ago = at(end + 1);
    match.end = end + 2;
    int direction = 0;
    if (ago.is(Class::ago) || ago.is(Class::story_ago)) {
        meaning.story = ago.is(Class::story_ago);
        direction = ago.word.value;
    } else if (const auto* name = name_at(end + 1); name && name->what == Class::ago) {
        direction = name->value;
        match.end = end + 1 + name->atoms.size();
    } else {
        return {};
    }
    meaning.form = *count == 0 || meaning.unit == Unit::hour ? Form::unknown : Form::away;
    meaning.count = *count * direction;
    return match;
}

// the end of the year, year end
Parser::Result Parser::last_day(std::size_t i) const {
    Match match(Form::last_day, 0);
    auto unit = i;
    if (at(i).is(Class::end)) {
        if (!at(i + 1).is(Class::of)) return {};
        unit = at(i + 2).is(Class::the) || (at(i + 2).is(Class::shift) && at(i + 2).word.value == 0) ? i + 3
                                                                                                     : i + 2;
        if (unit == i + 2) return {};
        match.end = unit + 1;
    } else {
        auto end = i + 1;
        if (at(end).is('-')) ++end;
        if (!at(end).is(Class::end)) return {};
        match.end = end + 1;
    }
    if (!at(unit).is(Class::unit)) return {};
    match.meaning.unit = Unit{at(unit).word.value};
    const auto u = match.meaning.unit;
    if (u != Unit::week && u != Unit::month && u != Unit::year) return {};
    return match;
}

}  // namespace tag_dates
