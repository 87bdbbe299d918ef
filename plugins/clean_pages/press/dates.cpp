// SPDX-License-Identifier: MIT
#include "dates.hpp"

#include <cstdio>
#include <utility>
#include <vector>

#include "date_tokens.hpp"
#include "words.hpp"

namespace press {
namespace {

// Four digits and no more, somewhere: no date goes without its year.
bool may_have_year(std::string_view line) {
    std::size_t digits = 0;
    for (const char c : line) {
        if (c >= '0' && c <= '9') {
            ++digits;
        } else {
            if (digits == 4) return true;
            digits = 0;
        }
    }
    return digits == 4;
}

struct Found {
    int year = 0, month = 0, day = 0;
    std::size_t first = 0, last = 0;  // tokens
};

bool is_day(int year, int month, int day) {
    static constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1500 || year > 2999 || month < 1 || month > 12) return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day >= 1 && day <= days[month - 1] + (month == 2 && leap);
}

class DateFinder {
public:
    explicit DateFinder(std::string_view line) : line_(line), tokens_(date_tokens(line)) {}

    std::optional<PageDate> find() {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            Found f;
            if (!date_at(i, f)) continue;
            PageDate date{iso(f), tokens_[f.first].begin, tokens_[f.last].end, false, true};
            for (std::size_t k = 0; k < tokens_.size(); ++k) {
                if (tokens_[k].kind == DateToken::updated && k < i) date.updated = true;
                if (tokens_[k].kind == DateToken::other) date.alone = false;
            }
            return date;
        }
        return std::nullopt;
    }

private:
    bool number(std::size_t i, int digits_min, int digits_max) const {
        return i < tokens_.size() && tokens_[i].kind == DateToken::number &&
               tokens_[i].digits >= digits_min && tokens_[i].digits <= digits_max;
    }
    bool month(std::size_t i) const { return i < tokens_.size() && tokens_[i].kind == DateToken::month; }
    std::string_view gap(std::size_t i) const {  // behind token i
        return i + 1 < tokens_.size() ? line_.substr(tokens_[i].end, tokens_[i + 1].begin - tokens_[i].end)
                                      : "";
    }
    bool soft(std::size_t i) const {
        const auto between = gap(i);
        return between.size() <= 4 && between.find_first_of("/:;|()") == std::string_view::npos;
    }

    bool date_at(std::size_t i, Found& f) const {
        // December 21, 2014
        if (month(i) && number(i + 1, 1, 2) && number(i + 2, 4, 4) && soft(i) && soft(i + 1))
            f = {tokens_[i + 2].value, tokens_[i].value, tokens_[i + 1].value, i, i + 2};
        // 21 December 2014, 21-Dec-2014
        else if (number(i, 1, 2) && month(i + 1) && number(i + 2, 4, 4) && soft(i) && soft(i + 1))
            f = {tokens_[i + 2].value, tokens_[i + 1].value, tokens_[i].value, i, i + 2};
        // 21st of December 2014
        else if (number(i, 1, 2) && i + 1 < tokens_.size() && tokens_[i + 1].kind == DateToken::filler &&
                 month(i + 2) && number(i + 3, 4, 4))
            f = {tokens_[i + 3].value, tokens_[i + 2].value, tokens_[i].value, i, i + 3};
        // 2014-12-21, 2014/12/21
        else if (number(i, 4, 4) && number(i + 1, 1, 2) && number(i + 2, 1, 2) && same_sign(i, "-/."))
            f = {tokens_[i].value, tokens_[i + 1].value, tokens_[i + 2].value, i, i + 2};
        // 23.12.2014 day first; 12/21/2014 month first unless that cannot be
        else if (number(i, 1, 2) && number(i + 1, 1, 2) && number(i + 2, 4, 4) && same_sign(i, "-/.")) {
            int day = tokens_[i + 1].value, month = tokens_[i].value;
            if (month > 12 || gap(i) == ".") std::swap(day, month);
            f = {tokens_[i + 2].value, month, day, i, i + 2};
        }
        return is_day(f.year, f.month, f.day);
    }

    // Tokens i, i+1 and i+2 are joined by one and the same of `signs`.
    bool same_sign(std::size_t i, std::string_view signs) const {
        return gap(i).size() == 1 && signs.find(gap(i)[0]) != std::string_view::npos && gap(i) == gap(i + 1);
    }

    std::string iso(Found& f) const {
        char text[40];
        std::snprintf(text, sizeof text, "%04d-%02d-%02d", f.year, f.month, f.day);
        std::string out = text;
        auto time = time_at(f.last + 1, f);
        Found before = f;
        for (std::size_t i = f.first >= 5 ? f.first - 5 : 0; time.empty() && i < f.first; ++i) {
            time = time_at(i, before);
            if (before.last >= f.first)
                time.clear();
            else if (!time.empty())
                f.first = i;
        }
        return time.size() > 1 ? out + time : out;
    }

    // A clock time from token `i` on, small words and weekdays in front allowed; `f.last` moves behind it. A
    // space for a time whose zone is not told: no instant, and left out.
    std::string time_at(std::size_t i, Found& f) const {
        for (int skipped = 0; i < tokens_.size() && skipped < 2 &&
                              (tokens_[i].kind == DateToken::filler || tokens_[i].kind == DateToken::weekday);
             ++skipped)
            ++i;
        if (!number(i, 1, 2)) return {};
        int hour = tokens_[i].value, minute = 0;
        auto last = i;
        bool clock = false;
        if (number(i + 1, 2, 2) && (gap(i) == ":" || gap(i) == "." || gap(i) == "h")) {
            minute = tokens_[i + 1].value, last = i + 1, clock = gap(i) == ":";
            if (number(i + 2, 2, 2) && gap(i + 1) == ":") last = i + 2;  // seconds
        }
        if (last + 1 < tokens_.size() && tokens_[last + 1].kind == DateToken::meridiem) {
            const bool afternoon = tokens_[++last].value == 1;
            if (hour > 12) return {};
            hour = hour % 12 + (afternoon ? 12 : 0);
            clock = true;
        }
        if (!clock || hour > 23 || minute > 59) return {};
        char text[40];
        std::snprintf(text, sizeof text, "T%02d:%02d:00", hour, minute);
        f.last = last;
        if (last + 1 >= tokens_.size() || tokens_[last + 1].kind != DateToken::zone || gap(last).size() > 3)
            return " ";
        const auto offset = zone(tokens_[++last].value, f.month);
        f.last = last;
        return offset.empty() ? " " : text + offset;
    }

    static std::string zone(int minutes, int month) {
        if (minutes > by_season / 2) {
            // "ET" leaves open whether it is summer time: sure but in the months when the clocks change.
            if (month == 3 || month == 11) return {};
            minutes += (month > 3 && month < 11 ? 60 : 0) - by_season;
        }
        if (minutes == 0) return "Z";
        char text[16];
        const int size = minutes < 0 ? -minutes : minutes;
        std::snprintf(text, sizeof text, "%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60, size % 60);
        return text;
    }

    std::string_view line_;
    std::vector<DateToken> tokens_;
};

bool digits_at(std::string_view s, std::size_t i, std::size_t count) {
    for (std::size_t k = i; k < i + count; ++k)
        if (k >= s.size() || s[k] < '0' || s[k] > '9') return false;
    return true;
}

// A right ISO 8601 date, with its time where a zone is told as well; else empty.
std::string iso_value(std::string_view s) {
    const auto sign = [&](std::size_t i, std::string_view signs) {
        return i < s.size() && signs.find(s[i]) != signs.npos;
    };
    if (!digits_at(s, 0, 4) || !sign(4, "-") || !digits_at(s, 5, 2) || !sign(7, "-") || !digits_at(s, 8, 2))
        return {};
    const auto two = [&](std::size_t i) { return (s[i] - '0') * 10 + s[i + 1] - '0'; };
    if (!is_day(two(0) * 100 + two(2), two(5), two(8))) return {};
    std::string date(s.substr(0, 10));
    if (!sign(10, "Tt ") || !digits_at(s, 11, 2) || !sign(13, ":") || !digits_at(s, 14, 2)) return date;
    std::string time(s.substr(11, 5));
    std::size_t at = 16;
    const bool seconds = sign(at, ":") && digits_at(s, at + 1, 2);
    if (two(11) > 23 || two(14) > 59 || (seconds && two(at + 1) > 60)) return date;
    time += seconds ? s.substr(at, 3) : ":00";
    if (seconds) at += 3;
    if (seconds && sign(at, ".,"))
        for (++at; digits_at(s, at, 1);) ++at;
    if (sign(at, " ")) ++at;
    if (sign(at, "Zz")) return date + "T" + time + "Z";
    if (!sign(at, "+-") || !digits_at(s, at + 1, 2)) return date;
    const auto minutes = at + (sign(at + 3, ":") ? 4 : 3);
    const bool whole_hours = !digits_at(s, minutes, 2);
    if (two(at + 1) > 14 || (!whole_hours && two(minutes) > 59)) return date;
    auto zone = std::string(s.substr(at, 3)) + ":" + (whole_hours ? "00" : std::string(s.substr(minutes, 2)));
    return date + "T" + time + (zone.substr(1) == "00:00" ? "Z" : zone);
}

}  // namespace

std::optional<PageDate> find_date(std::string_view line) {
    if (!may_have_year(line)) return std::nullopt;
    return DateFinder(line).find();
}

std::string normal_date(std::string_view value) {
    value = trimmed(value);
    if (const auto iso = iso_value(value); !iso.empty()) return iso;
    if (value.size() == 8 && digits_at(value, 0, 8))
        return normal_date(std::string(value.substr(0, 4)) + "-" + std::string(value.substr(4, 2)) + "-" +
                           std::string(value.substr(6, 2)));
    const auto found = find_date(value.substr(0, 200));
    return found ? found->iso : std::string();
}

}  // namespace press
