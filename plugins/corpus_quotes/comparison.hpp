// SPDX-License-Identifier: MIT
// Whether two quotations tell the same words.
#pragma once

#include <cstdint>
#include <vector>

#include "collection.hpp"
#include "language.hpp"
#include "speakers.hpp"
#include "weights.hpp"

namespace corpus_quotes {

class Comparison {
public:
    // Least weight of the words that two quotations must share: what is lighter does not say whose it is.
    static constexpr std::uint32_t of_one_speaker = Weights::whole * 12 / 5;
    static constexpr std::uint32_t of_nobody_known = Weights::whole * 4;  // it may be one speaker, or two
    static constexpr std::uint32_t for_review = Weights::whole * 5;       // of two, to be named for review
    static constexpr std::uint32_t least_words = 3;

    // `threshold` is the least Likeness::score. The collection must outlive it.
    Comparison(const Collection& quotations, const Language& language, double threshold);

    const Collection& quotations() const { return quotations_; }
    const SpeakerName& speaker(const Form& form) const { return names_[form.speaker]; }
    // Whether the words can be found in another quotation at all.
    bool is_heavy(std::span<const Word> words) const { return is_heavy(words, of_one_speaker); }
    // Whether two quotations of exactly this form are one saying.
    bool is_saying(const Form& form) const;
    // Whether `other` tells the passage of `form`, and so much of it.
    bool is_told_by(const Form& form, const Passage& passage, const Form& other, std::uint32_t least) const;
    // Whether one of them tells a passage of the other.
    bool share(const Form& a, const Form& b, std::uint32_t least) const;

private:
    bool is_heavy(std::span<const Word> words, std::uint32_t least) const;

    const Collection& quotations_;
    Weights weights_;
    std::vector<SpeakerName> names_;  // by speaker
    double threshold_;
};

}  // namespace corpus_quotes
