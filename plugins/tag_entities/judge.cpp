// SPDX-License-Identifier: MIT
#include "judge.hpp"

#include <algorithm>

namespace tag_entities {

namespace {

// "FreightDay", but not "McDonald" and "LeBron".
bool has_capital_inside(std::string_view word) {
    constexpr std::size_t behind_prefix = 4;
    const auto is_large = [](char c) { return 'A' <= c && c <= 'Z'; };
    for (auto i = behind_prefix; i < word.size(); ++i)
        if (is_large(word[i]) && 'a' <= word[i - 1] && word[i - 1] <= 'z') return true;
    return false;
}

}  // namespace

Mention Judge::judge(std::uint32_t first, std::uint32_t last, bool after_title) const {
    const auto& end = words_[last - 1];
    const auto& begin = words_[first];
    if (after_title && last - first <= 5 && !end.is(organisation_head))
        return {first, last, Label::person, likely};
    if (is_in_dateline(first, last)) return {first, last, Label::place, likely};
    if (last - first == 1) return judge_one(first);
    // A first name outweighs that the last word has another meaning as well: Hall, Price.
    const bool begins_person =
        begin.is(given_name) && (!begin.is(ordinary) || !words_[last - 1].is(ordinary));
    if (begins_person && !end.is(organisation_head) && last - first <= 7 &&
        (!end.is(place_head) || is_told_person(first, last) || has_role_in_front(first)))
        return {first, last, Label::person, likely};
    if (ends_in_second_half(first, last)) return {first, last, Label::person, likely};
    if (end.is(organisation_head)) return {first, last, Label::organisation, likely};
    if (end.is(place_head) || begin.is(place_front)) return {first, last, Label::place, likely};
    const bool like_a_person =
        last - first <= 5 && std::none_of(&begin, &end + 1, [](const Word& word) {
            return word.is(organisation_head | place_head | ordinary) || word.shape == Shape::number;
        });
    if (like_a_person) {
        if (begin.is(given_name) || begin.shape == Shape::initial)
            return {first, last, Label::person, likely};
        if (begin.is(family_name) && last - first <= 3) return {first, last, Label::person, plausible};
        if (end.is(family_name) || is_told_person(first, last)) return {first, last, Label::person, likely};
    }
    if (is_quoted_title(first, last)) return {};
    const auto* previous = words_.before(first);
    if (previous && previous->is(into) && last - first <= 2 && like_a_person)
        return {first, last, Label::place, plausible};
    const auto names = std::count_if(&begin, &end + 1, [](const Word& word) { return word.has_capital(); });
    if (like_a_person && names <= 3) return {first, last, Label::person, a_guess};
    return {};
}

Mention Judge::judge_one(std::uint32_t i) const {
    const auto& word = words_[i];
    const auto *previous = words_.before(i), *next = words_.at(i + 1);
    const auto uses = words_.uses(word);
    if (word.is(organisation_head | place_head | title | title_part) || word.shape == Shape::initial)
        return {};
    const bool may_be_ordinary = word.begins_sentence && uses.capital == 0;
    if (may_be_ordinary && uses.small > 0) return {};
    const bool has_article =
        previous && is_one_of(words_.text(i - 1), {"the", "The", "a", "A", "this", "This"});
    if (word.is(ordinary) && has_article) return {};  // the Bill
    if (word.is(given_name | family_name))
        return {i, i + 1, Label::person, may_be_ordinary ? plausible : likely};
    if (word.is(ordinary)) return {};
    // A name perhaps, but not by itself: only where the document tells elsewhere what it is.
    const Mention unexplained{i, i + 1, Label::none, 0.01};
    if (may_be_ordinary) return unexplained;
    if (is_quoted_title(i, i + 1)) return {};
    if (has_capital_inside(words_.text(i))) return {i, i + 1, Label::organisation, plausible};
    if (is_told_person(i, i + 1)) return {i, i + 1, Label::person, plausible};
    if (word.shape == Shape::capitals) {
        // Capitals that stand nowhere else may be anything; in parentheses they shorten what stands before.
        const bool shortens = previous && words_.text(i - 1) == "(";
        return uses.capital > 1 || shortens ? Mention{i, i + 1, Label::organisation, plausible} : unexplained;
    }
    if (uses.small > uses.capital) return {};
    if (previous && previous->is(into)) return {i, i + 1, Label::place, plausible};
    if (next && next->is(says)) return {i, i + 1, Label::person, plausible};
    return unexplained;
}

// Only given names of two syllables are written so behind a surname: Ban Ki-moon.
bool Judge::ends_in_second_half(std::uint32_t first, std::uint32_t last) const {
    return last - first == 4 && words_.text(last - 2) == "-" && words_[last - 1].shape == Shape::small;
}

// "ELLENPORT, Ohio (AP) — ": capitals at the begin, a region or an agency, then a dash.
bool Judge::is_in_dateline(std::uint32_t first, std::uint32_t last) const {
    constexpr std::uint32_t furthest = 10;
    if (first != words_.first() || !words_.at(last) || !is_one_of(words_.text(last), {",", "("}))
        return false;
    for (auto i = first; i < last; ++i)
        if (words_[i].shape != Shape::capitals) return false;
    for (auto i = last; i < words_.last() && i < last + furthest && words_[i].shape != Shape::small; ++i)
        if (is_one_of(words_.text(i), {"-", "–", "—", "--"}) && !words_[i].touches) return true;
    return false;
}

// Whether the words are all that stands between quotation marks, perhaps behind an article: a work of art.
bool Judge::is_quoted_title(std::uint32_t first, std::uint32_t last) const {
    if (first > words_.first() && (words_.text(first - 1) == "The" || words_.text(first - 1) == "A")) --first;
    if (last < words_.last() && words_.text(last) == ",") ++last;
    return first > words_.first() && last < words_.last() && is_opening_mark(words_.text(first - 1)) &&
           is_closing_mark(words_.text(last));
}

// Whether the words around a name say that it is a person's: "said Liu", "Liu, 42,", "Liu, director of the
// centre".
bool Judge::is_told_person(std::uint32_t first, std::uint32_t last) const {
    const auto *previous = words_.before(first), *next = words_.at(last);
    if (previous && previous->shape == Shape::small && previous->is(says) && words_.text(first - 1) != "who")
        return true;
    if (!next) return false;
    if (next->is(says) && next->shape == Shape::small) return true;
    if (words_.text(last) != ",") return false;
    const auto* after = words_.at(last + 1);
    if (!after) return false;
    return (after->shape == Shape::number && after->span.size() <= 3) || has_role_behind(last + 1);
}

// "The minister, Sigrun Hall": an office and a comma in front.
bool Judge::has_role_in_front(std::uint32_t i) const {
    return i >= words_.first() + 2 && words_.text(i - 1) == "," && words_[i - 2].is(title | title_part);
}

// Whether a role follows soon, before any name: "an associate professor at".
bool Judge::has_role_behind(std::uint32_t i) const {
    constexpr std::uint32_t furthest = 5;
    for (const auto end = std::min(i + furthest, words_.last()); i < end; ++i) {
        const auto& word = words_[i];
        if (word.is(title)) return true;
        if (word.shape == Shape::mark && words_.text(i) != "-") return false;
        if (is_one_of(words_.text(i), {"of", "in", "at", "and", "said"})) return false;
    }
    return false;
}

}  // namespace tag_entities
