// SPDX-License-Identifier: MIT
#include "lexicon.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <iterator>

#include <quern/error.hpp>
#include <quern/word_file.hpp>

#include "calendar.hpp"

namespace tag_dates {

namespace {

using quern::Error;

// clang-format off
constexpr std::string_view class_names[] = {
    "month", "weekday", "season", "unit", "number", "ordinal", "ordinal_end", "decade_end", "quarter",
    "today", "part", "shift", "stretch", "story_shift", "ago", "story_ago", "end", "of", "the", "at",
    "joins", "between", "before", "dates_year", "each", "plural", "year", "after_christ", "before_christ",
    "am", "pm", "zone", "future", "not_future", "plus", "no_noun", "fixed", "period"};
// clang-format on
// Class::opens_name has none.
static_assert(std::size(class_names) + 1 == static_cast<std::size_t>(Class::count));

// The numbers that words of a class may stand for. Words of a class that is not here stand for none.
struct Range {
    Class what;
    int least, most;
};
constexpr Range ranges[] = {{Class::month, 1, 12},       {Class::weekday, 1, 7},   {Class::season, 1, 12},
                            {Class::number, 0, 32767},   {Class::ordinal, 1, 100}, {Class::quarter, 1, 4},
                            {Class::today, -366, 366},   {Class::shift, -1, 1},    {Class::stretch, -1, 1},
                            {Class::story_shift, -1, 1}, {Class::ago, -1, 1},      {Class::story_ago, -1, 1},
                            {Class::zone, -1440, 1440}};

bool is_large(char c) {
    return 'A' <= c && c <= 'Z';
}

std::string in_small_letters(std::string_view word) {
    std::string result(word);
    std::transform(result.begin(), result.end(), result.begin(), small);
    return result;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

int number_in(std::string_view text) {
    int number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool fits = -32768 <= number && number <= 32767;
    if (problem != std::errc() || end != text.data() + text.size() || !fits)
        throw Error("'" + std::string(text) + "' is not a number");
    return number;
}

std::int16_t value_in(Class what, std::string_view text) {
    const auto* range = std::find_if(std::begin(ranges), std::end(ranges),
                                     [&](const Range& known) { return known.what == what; });
    const auto name = std::string(class_names[static_cast<std::size_t>(what)]);
    if (range == std::end(ranges)) {
        if (text.empty()) return 0;
        throw Error("words of the class '" + name + "' have no value: write '" + name + ": NAME, …'");
    }
    const auto from_to = std::to_string(range->least) + " to " + std::to_string(range->most);
    if (text.empty()) throw Error("the class '" + name + "' needs a value, from " + from_to);
    const auto value = number_in(text);
    if (value < range->least || value > range->most)
        throw Error("the value of the class '" + name + "' is " + std::to_string(value) +
                    ", where it goes from " + from_to);
    return static_cast<std::int16_t>(value);
}

// The end of a period: YEAR, YEAR-MONTH or YEAR-MONTH-DAY.
void check_date(std::string_view date) {
    constexpr std::string_view rest = "-01-01";
    const auto length = date.size();
    const bool written = length == 4 || length == 7 || length == 10;
    if (!written || !day_in(std::string(date) + std::string(rest.substr(length - 4))))
        throw Error("'" + std::string(date) + "' is no date: a period is written as 1914-07-28/1918-11-11");
}

bool is_word_byte(char c) {
    return static_cast<signed char>(c) < 0 || ('a' <= (c | 32) && (c | 32) <= 'z');
}
bool is_digit(char c) {
    return '0' <= c && c <= '9';
}

// As a text is cut: words, figures, signs.
std::vector<std::string> atoms_of(std::string_view name) {
    std::vector<std::string> atoms;
    for (std::size_t at = 0; at < name.size();) {
        auto end = at + 1;
        const auto like = is_word_byte(name[at]) ? is_word_byte : is_digit;
        if (like(name[at]))
            while (end < name.size() && like(name[end])) ++end;
        if (name[at] != ' ') atoms.push_back(in_small_letters(name.substr(at, end - at)));
        at = end;
    }
    return atoms;
}

}  // namespace

Lexicon::Lexicon(const std::filesystem::path& file) {
    quern::read_word_file(file, [this](auto head, auto names) { read_line(head, names); });
    if (entries_.empty() && names_.empty())
        throw Error(file.string() + ": has no words", "write lines as 'month 1: january, Jan'");
    build();
}

void Lexicon::read_line(std::string_view head, std::string_view names) {
    const auto blank = std::min(head.find_first_of(" \t"), head.size());
    const auto* known = std::find(std::begin(class_names), std::end(class_names), head.substr(0, blank));
    if (known == std::end(class_names))
        throw Error("there is no class '" + std::string(head.substr(0, blank)) + "'");
    const auto what = static_cast<Class>(known - std::begin(class_names));
    const auto value = trimmed(head.substr(blank));
    if (names.empty()) throw Error("there is no name behind the colon");
    while (!names.empty()) {
        const auto comma = std::min(names.find(','), names.size());
        const auto name = trimmed(names.substr(0, comma));
        if (name.empty()) throw Error("a name is missing");
        read_name(what, value, name);
        names.remove_prefix(std::min(comma + 1, names.size()));
    }
}

void Lexicon::read_name(Class what, std::string_view value, std::string_view written) {
    const bool shy = written.ends_with('*');
    if (shy) written = trimmed(written.substr(0, written.size() - 1));
    if (std::none_of(written.begin(), written.end(), [](char c) { return is_word_byte(c) || is_digit(c); }))
        throw Error("'" + std::string(written) + "' is no name: it has neither letters nor figures");
    Name name;
    name.atoms = atoms_of(written);
    name.capital = is_large(written[0]);
    name.what = what;
    if (what == Class::fixed) {
        constexpr int leap_year = 2000;
        if (value.size() != 5 || value[2] != '-') throw Error("a fixed day is written as MONTH-DAY: 12-25");
        name.month = number_in(value.substr(0, 2));
        name.day = number_in(value.substr(3));
        if (!day_of(leap_year, name.month, name.day))
            throw Error("there is no day " + std::string(value) + " (MONTH-DAY)");
    } else if (what == Class::period) {
        const auto slash = std::min(value.find('/'), value.size());
        name.begin = value.substr(0, slash);
        name.end = value.substr(std::min(slash + 1, value.size()));
        check_date(name.begin);
        if (slash != value.size()) check_date(name.end);
        if (!name.end.empty() && name.end.substr(0, name.begin.size()) < name.begin)
            throw Error("the period " + std::string(value) + " ends before it begins");
    } else if (what == Class::unit) {
        const auto* unit = std::find(unit_names.begin(), unit_names.end(), value);
        if (unit == unit_names.end()) throw Error("there is no unit '" + std::string(value) + "'");
        name.value = static_cast<std::int16_t>(unit - unit_names.begin());
    } else {
        name.value = value_in(what, value);
    }
    const bool is_name = name.atoms.size() > 1 || what == Class::fixed || what == Class::period;
    if (is_name) {
        if (!is_digit(name.atoms[0][0])) add_word(name.atoms[0], false, Class::opens_name, 0, false);
        names_.push_back(std::move(name));
    } else {
        add_word(name.atoms.at(0), name.capital, what, name.value, shy);
    }
}

// A word that opens a name is found in any case; Name::capital tells the rest.
void Lexicon::add_word(const std::string& word, bool capital, Class what, std::int16_t value, bool shy) {
    const auto [place, fresh] = places_.try_emplace(word, entries_.size());
    if (fresh) {
        auto hash = seed;
        for (const char c : word) hash = add(hash, c);
        entries_.push_back({word, hash, capital, {}});
    }
    auto& known = entries_[place->second].known;
    if (known.classes.has(what) && value != known.value)
        throw Error("'" + word + "' stands for " + std::to_string(known.value) + " already");
    if (value != 0 && known.value == 0) known.value = value;
    known.classes.add(what);
    known.shy |= shy;
}

void Lexicon::build() {
    const auto size = std::bit_ceil(std::max<std::size_t>(entries_.size() * 8, 64));
    shift_ = 32 - static_cast<unsigned>(std::countr_zero(size));
    slots_.resize(size);
    for (auto& entry : entries_) {
        auto slot = entry.hash >> shift_;
        while (!slots_[slot].word.empty()) slot = (slot + 1) & (size - 1);
        slots_[slot] = std::move(entry);
    }
    entries_ = {};
    places_ = {};
    std::stable_sort(names_.begin(), names_.end(),
                     [](const Name& a, const Name& b) { return a.atoms.size() > b.atoms.size(); });
}

bool Lexicon::matches(const Entry& entry, std::string_view word) {
    return entry.word.size() == word.size() && (!entry.capital || is_large(word[0])) &&
           std::equal(word.begin(), word.end(), entry.word.begin(),
                      [](char a, char b) { return small(a) == b; });
}

}  // namespace tag_dates
