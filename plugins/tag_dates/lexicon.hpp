// SPDX-License-Identifier: MIT
// What the stage knows of one language: the words of dates. Read from a file, then shared by all threads.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tag_dates {

// Classes of words; a word may be in several. The names in the file are those of class_names.
enum class Class : std::uint8_t {
    month,
    weekday,
    season,
    unit,
    number,
    ordinal,
    ordinal_end,
    decade_end,
    quarter,
    today,
    part,
    shift,
    stretch,
    story_shift,
    ago,
    story_ago,
    end,
    of,
    the,
    at,
    joins,
    between,
    before,
    dates_year,
    each,
    plural,
    year,
    after_christ,
    before_christ,
    am,
    pm,
    zone,
    future,
    not_future,
    plus,
    no_noun,
    fixed,
    period,
    opens_name,  // set for the first word of a name of several words, and of a day or period with a name
    count
};

enum class Unit : std::int16_t { day, week, weekend, month, quarter, year, decade, century, hour };
inline constexpr std::array<std::string_view, 9> unit_names{"day",  "week",   "weekend", "month", "quarter",
                                                            "year", "decade", "century", "hour"};

// An ASCII letter made small; other bytes as they are.
constexpr char small(char c) {
    return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

class Classes {
public:
    constexpr Classes() = default;
    constexpr Classes(std::initializer_list<Class> classes) {
        for (const auto one : classes) add(one);
    }
    constexpr void add(Class one) { bits_ |= std::uint64_t{1} << static_cast<unsigned>(one); }
    constexpr bool has(Class one) const { return bits_ >> static_cast<unsigned>(one) & 1; }
    constexpr bool any(Classes others) const { return (bits_ & others.bits_) != 0; }
    constexpr bool none() const { return bits_ == 0; }

private:
    std::uint64_t bits_ = 0;
};
static_assert(static_cast<unsigned>(Class::count) <= 64);

struct Word {
    Classes classes;
    std::int16_t value = 0;  // of the class read first
    bool shy = false;        // a name of other things too
};

// A name of several words, or a day or period with a name.
struct Name {
    std::vector<std::string> atoms;  // words in small letters, figures, signs
    bool capital = false;
    Class what = Class::count;
    std::int16_t value = 0;  // as of a word
    std::string begin, end;  // of a period: ISO 8601
    int month = 0, day = 0;  // of a fixed day
};

class Lexicon {
public:
    // Errors name file and line.
    explicit Lexicon(const std::filesystem::path& file);

    // A word's hash, letter by letter; large letters of ASCII as small ones.
    static constexpr std::uint32_t seed = 0x811C9DC5;
    static constexpr std::uint32_t add(std::uint32_t hash, char letter) {
        const auto byte = static_cast<unsigned char>(letter);
        return (hash ^ (byte | (byte < 0x80 ? 0x20U : 0U))) * 0x01000193U;
    }
    Word find(std::string_view word, std::uint32_t hash) const {
        for (auto slot = hash >> shift_;; slot = (slot + 1) & (slots_.size() - 1)) {
            const auto& entry = slots_[slot];
            if (entry.word.empty()) return {};
            if (entry.hash == hash && matches(entry, word)) return entry.known;
        }
    }

    // Those with most words first.
    const std::vector<Name>& names() const { return names_; }

private:
    struct Entry {
        std::string word;  // in small letters
        std::uint32_t hash = 0;
        bool capital = false;
        Word known;
    };
    static bool matches(const Entry& entry, std::string_view word);
    void read_line(std::string_view head, std::string_view names);
    void read_name(Class what, std::string_view value, std::string_view name);
    void add_word(const std::string& word, bool capital, Class what, std::int16_t value, bool shy);
    void build();

    std::vector<Entry> entries_, slots_;
    std::unordered_map<std::string, std::size_t> places_;  // of words in entries_, while the file is read
    unsigned shift_ = 0;
    std::vector<Name> names_;
};

}  // namespace tag_dates
