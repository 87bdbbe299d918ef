// SPDX-License-Identifier: MIT
#include "runs.hpp"

#include <algorithm>

namespace tag_entities {

namespace {

constexpr std::uint32_t most_particles = 5;  // no name has more in a row; bounds the time

// One syllable of a Chinese or Korean name: few letters, and vowels in one place alone.
bool is_syllable(std::string_view word) {
    constexpr std::size_t longest = 6;
    std::size_t vowels = 0;  // runs of them
    bool in_vowels = false;
    for (const char c : small_letters(word)) {
        if (c < 'a' || c > 'z') return false;
        const bool vowel = std::string_view("aeiouy").find(c) != std::string_view::npos;
        vowels += vowel && !in_vowels;
        in_vowels = vowel;
    }
    return vowels == 1 && word.size() <= longest;
}

}  // namespace

bool Runs::is_name_word(std::uint32_t i) const {
    const auto* word = words_.at(i);
    if (!word || !word->has_capital()) return false;
    if (!word->is(no_name | function_word)) return true;
    if (word->span.size() == 1) return is_middle_initial(i);
    return is_given_name_here(i) || is_family_name_here(i);
}

// "Will Smith" and "April Ryan", but not "Will he" and "in April Smith"; "Jan-Willem".
bool Runs::is_given_name_here(std::uint32_t i) const {
    const auto &word = words_[i], *next = words_.at(i + 1);
    if (!word.is(given_name) || !next) return false;
    if (word.is(no_name) && tells_time(i)) return false;
    if (next->touches && words_.text(i + 1) == "-") next = words_.at(i + 2);
    return next && next->has_capital() && !next->is(function_word | no_name);
}

// "Theresa May", "Mrs. May", "May said", but not "Theresa may" and "May 5".
bool Runs::is_family_name_here(std::uint32_t i) const {
    const auto *previous = words_.before(i), *next = words_.at(i + 1);
    if (!words_[i].is(family_name) || (next && next->shape == Shape::number)) return false;
    if (next && next->is(says) && next->shape == Shape::small && !tells_time(i)) return true;
    return previous && previous->has_capital() && previous->is(given_name | title) &&
           !previous->is(no_name | function_word);
}

// Whether the word before makes a month of this one.
bool Runs::tells_time(std::uint32_t i) const {
    const auto* previous = words_.before(i);
    return previous && (previous->shape == Shape::number ||
                        is_one_of(small_letters(words_.text(i - 1)),
                                  {"in", "last", "next", "this", "since", "until", "early", "late", "mid"}));
}

// "George W Bush"
bool Runs::is_middle_initial(std::uint32_t i) const {
    const auto *previous = words_.before(i), *next = words_.at(i + 1);
    return previous && next && previous->is(given_name) && previous->has_capital() &&
           next->shape == Shape::capital && !next->is(no_name | function_word);
}

// A listed name that is also an ordinary word does not count where a sentence begins: "Nice try".
bool Runs::known_counts(std::uint32_t i) const {
    const auto& word = words_[i];
    if (!word.known) return false;
    if (word.known_size > 1 || !word.begins_sentence || word.shape == Shape::capitals) return true;
    const auto uses = words_.uses(word);
    return uses.small == 0 || uses.small < uses.capital;
}

std::uint32_t Runs::run_end(std::uint32_t i) const {
    const auto run = i;
    for (;;) {
        if (i < words_.last() && known_counts(i))
            i += words_[i].known_size;
        else if (is_name_word(i))
            ++i;
        else
            return i;
        i = behind_link(run, i);
    }
}

// Behind the particles that a surname may begin with, "van der" or "al-"; i where none stand.
std::uint32_t Runs::behind_particles(std::uint32_t i) const {
    auto end = i;
    const auto furthest = std::min(words_.last(), i + most_particles);
    while (end + 1 < furthest && words_[end].is(particle) && words_[end].shape == Shape::small &&
           !words_[end].known) {
        ++end;
        if (words_.text(end) == "-" && words_[end].touches) ++end;
    }
    return end < words_.last() && is_name_word(end) && !words_[end].known ? end : i;
}

// The last name behind a nickname in marks at i, "Kwabena “Kobby” Asante"; i where none stands.
std::uint32_t Runs::behind_nickname(std::uint32_t i) const {
    constexpr std::uint32_t longest = 2;
    const auto is_mark = [&](std::uint32_t k, bool opens) {
        return (opens ? is_opening_mark(words_.text(k)) : is_closing_mark(words_.text(k))) &&
               words_[k].touches != opens;
    };
    if (i >= words_.last() || !is_mark(i, true) || words_[i - 1].known) return i;
    auto end = i + 1;
    while (end < words_.last() && end - i <= longest && is_name_word(end)) ++end;
    const bool is_name = end > i + 1 && end + 1 < words_.last() && is_mark(end, false) &&
                         !words_[end + 1].touches && is_name_word(end + 1) && !words_[end + 1].known;
    return is_name ? end + 1 : i;
}

// Behind what links the word before i to a name word after: a particle, a hyphen, "&"; i where nothing does.
std::uint32_t Runs::behind_link(std::uint32_t run, std::uint32_t i) const {
    const auto *link = words_.at(i), *next = words_.at(i + 1);
    if (!link || !next) return i;
    const auto& last = words_[i - 1];
    if (const auto name = behind_particles(i); name != i) return name;
    if (const auto name = behind_nickname(i); name != i) return name;
    if (words_.text(i) == "&" && is_name_word(i + 1) && !last.is(given_name) && !next->is(given_name))
        return i + 1;
    if (words_.text(i) != "-" || !link->touches || !next->touches) return i;
    if (next->known || (last.known && last.known->label != Label::organisation))
        return i;  // China-Japan, U.S.-led
    if (is_name_word(i + 1)) return i + 1;
    // A given name of two syllables, the second in small letters: Lee Cheuk-yan, Moon Jae-in; but not Elon
    // Musk-owned, which begins with the given name.
    if (i - run < 2 || (words_[i - 2].is(given_name) && !words_[i - 2].is(family_name))) return i;
    const bool is_given = next->shape == Shape::small && is_syllable(words_.text(i - 1)) &&
                          is_syllable(words_.text(i + 1)) && !next->is(behind_hyphen);
    return is_given ? i + 2 : i;
}

// The end of "of the Interior" and the like at i, where an organisation or place goes on with it; i where it
// does not.
std::uint32_t Runs::behind_of(std::uint32_t i) const {
    if (i >= words_.last() || !is_one_of(words_.text(i), {"of", "for"}) || words_[i - 1].is(company_form))
        return i;
    auto next = i + 1;
    if (next < words_.last() && words_.text(next) == "the") ++next;
    if (next >= words_.last() || !(is_name_word(next) || known_counts(next))) return i;
    auto end = run_end(next);
    // "for Strategic and International Studies"
    while (end + 1 < words_.last() && is_one_of(words_.text(end), {"and", "&"}) && is_name_word(end + 1) &&
           !words_[end + 1].known && !words_[end + 1].is(given_name))
        end = run_end(end + 1);
    return end;
}

}  // namespace tag_entities
