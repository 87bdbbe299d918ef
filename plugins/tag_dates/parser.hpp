// SPDX-License-Identifier: MIT
// Finds dates among the atoms of a sentence.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "atoms.hpp"
#include "meaning.hpp"

namespace tag_dates {

struct Found {
    std::uint32_t begin = 0, end = 0;  // in the text
    Meaning meaning;
    bool future = false;  // the words in front tell of what is to come
};

class Parser {
public:
    // Of 03/04/2014 the first number is the month.
    Parser(const Lexicon& lexicon, std::string_view text, const std::vector<Atom>& atoms, bool month_first)
        : lexicon_(lexicon), text_(text), atoms_(atoms), month_first_(month_first) {}

    // Appends what stands in the sentence, from left to right.
    void run(std::vector<Found>& found) const;

private:
    // A date whose last atom stands in front of `end`.
    struct Match {
        explicit Match(Meaning::Form form, std::size_t end = 0) : end(end) { meaning.form = form; }
        Meaning meaning;
        std::size_t end;
    };
    using Result = std::optional<Match>;

    const Atom& at(std::size_t i) const;
    bool free_before(std::size_t i) const;
    bool free_after(std::size_t i) const;
    bool after_preposition(std::size_t i) const;
    bool is_in_name(std::size_t i) const;
    bool is_before_noun(std::size_t i) const;
    const Name* name_at(std::size_t i) const;
    Result date_at(std::size_t i) const;
    bool looks_ahead(std::size_t i) const;
    bool ends_clause(std::size_t i) const;
    void share_year(std::vector<Found>& found, std::size_t first, std::size_t joined) const;

    // Dates that say which they are.
    Result calendar_form(std::size_t i) const;
    Result named_day(std::size_t i, const Name& name) const;
    Result in_figures(std::size_t i) const;
    Result month_first(std::size_t i) const;
    Result day_first(std::size_t i) const;
    Result year_form(std::size_t i) const;
    Result decade(std::size_t i) const;
    Result century(std::size_t i) const;
    Result season(std::size_t i) const;
    Result quarter(std::size_t i) const;
    Result after_weekday(std::size_t i) const;
    std::optional<int> day_number(std::size_t i, std::size_t& end) const;
    bool year_behind(std::size_t i, Moment& moment, std::size_t& end, bool comma = true) const;
    bool era_behind(std::size_t i, int& year, std::size_t& end) const;
    void add_time(Match& match) const;
    void take_half_of_day(std::size_t& i, int& hours) const;
    void take_zone(std::size_t& i, Meaning& meaning) const;
    bool counts_noun(std::size_t i) const;
    bool is_plain_year(std::size_t i) const;
    bool is_month_by_place(std::size_t i) const;

    // Those that are counted from another.
    Result relative_form(std::size_t i) const;
    Result shifted(std::size_t i) const;
    Result counted(std::size_t i) const;
    Result last_day(std::size_t i) const;
    bool continues_number(std::size_t i) const;
    std::optional<int> count_at(std::size_t i, std::size_t& end) const;
    std::size_t part_behind(std::size_t i) const;

    const Lexicon& lexicon_;
    std::string_view text_;
    const std::vector<Atom>& atoms_;
    bool month_first_;
};

}  // namespace tag_dates
