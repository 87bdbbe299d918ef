// SPDX-License-Identifier: MIT
#include "comparison.hpp"

#include <algorithm>

#include "likeness.hpp"

namespace corpus_quotes {

namespace {

constexpr double word_for_word = 0.95;

// What is told word for word may be a quarter lighter.
std::uint32_t lighter(std::uint32_t least) {
    return least - least / 4;
}

}  // namespace

Comparison::Comparison(const Collection& quotations, const Language& language, double threshold)
    : quotations_(quotations), weights_(quotations), threshold_(threshold) {
    names_.reserve(quotations.speakers().size());
    for (const auto& speaker : quotations.speakers()) names_.emplace_back(speaker, language);
}

bool Comparison::is_heavy(std::span<const Word> words, std::uint32_t least) const {
    std::uint32_t weight = 0;
    for (const auto word : words) weight += weights_(word);
    return words.size() >= least_words && weight >= lighter(least);
}

bool Comparison::is_saying(const Form& form) const {
    return is_heavy(quotations_.own_words(form), speaker(form).is_known() ? of_one_speaker : of_nobody_known);
}

bool Comparison::is_told_by(const Form& form, const Passage& passage, const Form& other,
                            std::uint32_t least) const {
    PassageFinder finder(quotations_.words(form).subspan(passage.begin, passage.end - passage.begin),
                         passage.mood, weights_);
    const auto found = finder.find(quotations_.own_words(other), quotations_.own_passages(other));
    return found.words >= least_words && found.score >= threshold_ &&
           found.weight >= (found.score >= word_for_word ? lighter(least) : least);
}

bool Comparison::share(const Form& a, const Form& b, std::uint32_t least) const {
    const auto tells = [&](const Form& of, const Form& other) {
        const auto passages = quotations_.passages(of);
        return std::any_of(passages.begin(), passages.end(),
                           [&](const Passage& passage) { return is_told_by(of, passage, other, least); });
    };
    return tells(a, b) || tells(b, a);
}

}  // namespace corpus_quotes
