// SPDX-License-Identifier: MIT
#include "name_features.hpp"

#include <algorithm>

namespace tag_entities {

namespace {

using quern::feature;
using quern::mix;

// Numbers of the feature templates. A template that looks at a neighbour adds that word's offset.
enum Template : std::uint64_t {
    bias,
    small_word = 8,
    shape = 16,
    start = 24,
    end2 = 32,
    end3 = 40,
    end4 = 48,
    sign = 56,
    all_signs = 64,
    ruled = 72,
    ruled_row = 80,
    ruled_shape,
    two_words,
    word_and_shape,
    shape_row,
    sign_pair,
    place,
    used,
    counted,
    listed,
    joined,
    guess = 96,
    guess_row = 104,
    guesses_of_word,
    guess_and_word,
};

constexpr std::uint64_t outside = 1;  // stands for what is beyond the sentence

char small(char c) {
    return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Of each run of like characters two at most: "Xxx" is written as "Xx", "U.S." as "X.X.".
std::uint64_t shape_of(std::string_view word) {
    std::uint64_t hash = 0;
    char last = 0;
    int run = 0;
    for (const char c : word.substr(0, 24)) {
        char kind = c;
        if ('A' <= c && c <= 'Z')
            kind = 'X';
        else if ('a' <= c && c <= 'z')
            kind = 'x';
        else if ('0' <= c && c <= '9')
            kind = 'd';
        else if (static_cast<unsigned char>(c) >= 0x80)
            kind = 'x';
        run = kind == last ? run + 1 : 1;
        if (run <= 2) hash = mix(hash, static_cast<unsigned char>(kind));
        last = kind;
    }
    return hash;
}

// What stands around a word in its other places, as bits of Uses::signs.
enum Use : std::uint32_t {
    behind_title = 1 << 0,
    behind_into = 1 << 1,
    before_says = 1 << 2,
    beside_given_name = 1 << 3,
    with_head = 1 << 4,
    inside_sentence = 1 << 5,
    begins_run = 1 << 6,
    ends_run = 1 << 7,
    first_rule = 1 << 8,  // and the labels of the rules from here on
    in_parentheses = 1 << 16,
    spelled_out = 1 << 17,  // in parentheses behind words with these initials
};

// "Harbour Workers' Union (HWU)": whether the words before the parenthesis have the capitals of the word
// inside.
bool has_initials_before(const DocumentWords& document, const SentenceRange& sentence, std::uint32_t i) {
    constexpr std::uint32_t most_words = 12;
    const auto acronym = document.text(i, i + 1);
    std::size_t left = acronym.size();
    const auto first = std::max(sentence.first, i - 1 - std::min(i - 1, most_words));
    for (auto k = i - 1; k > first && left > 0;) {
        --k;
        if (document[k].has_capital() && document.text(k, k + 1).front() == acronym[left - 1]) --left;
    }
    return left == 0 && acronym.size() >= 2;
}

}  // namespace

bool NameFeatures::is_spelled_out(std::uint32_t word) const {
    return uses_[(*document_)[word].group].signs & spelled_out;
}

void NameFeatures::read(const DocumentWords& document, std::span<const Mention> ruled) {
    document_ = &document;
    const auto& words = document.words();
    if (generation_ != document.forms().generation()) traits_.clear(), uses_.clear();
    generation_ = document.forms().generation();
    places_.assign(words.size(), {});
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        const auto form = words[i].form;
        if (form >= traits_.size()) traits_.resize(form + 1);
        if (traits_[form].small == 0) traits_[form] = traits_of(document.text(i, i + 1));
        places_[i].capital = words[i].has_capital();
    }
    for (const auto& mention : ruled)
        for (auto i = mention.first; i < mention.last; ++i) {
            const unsigned position = (i == mention.first ? 1U : 0U) | (i + 1 == mention.last ? 2U : 0U);
            places_[i].ruled =
                static_cast<std::uint8_t>(1 + static_cast<unsigned>(mention.label) * 4 + position);
        }
    collect_uses();
}

NameFeatures::Traits NameFeatures::traits_of(std::string_view written) {
    constexpr std::size_t longest = 40;
    written = written.substr(0, longest);
    char buffer[longest];
    std::transform(written.begin(), written.end(), buffer, small);
    const std::string_view word(buffer, written.size());
    const auto ending = [&](std::size_t size) {
        return hash_of(word.substr(word.size() - std::min(size, word.size())));
    };
    return {hash_of(word), shape_of(written), hash_of(word.substr(0, 3)), ending(2), ending(3), ending(4)};
}

void NameFeatures::collect_uses() {
    for (const auto& word : document_->words()) {
        if (word.group >= uses_.size()) uses_.resize(document_->forms().groups());
        uses_[word.group] = {};
    }
    for (const auto& sentence : document_->sentences())
        for (auto i = sentence.first; i < sentence.last; ++i) {
            if (!places_[i].capital) continue;
            auto& signs = uses_[(*document_)[i].group].signs;
            const auto* before = i > sentence.first ? &(*document_)[i - 1] : nullptr;
            const auto* behind = i + 1 < sentence.last ? &(*document_)[i + 1] : nullptr;
            if (before && before->is(title)) signs |= behind_title;
            if (before && before->is(into)) signs |= behind_into;
            if (behind && behind->is(says)) signs |= before_says;
            if ((before && before->is(given_name)) || (behind && behind->is(family_name)))
                signs |= beside_given_name;
            if (behind && behind->is(organisation_head | company_form)) signs |= with_head;
            if (!(*document_)[i].begins_sentence) signs |= inside_sentence;
            if (behind && behind->has_capital()) signs |= begins_run;
            if (before && before->has_capital()) signs |= ends_run;
            if (before && behind && document_->text(i - 1, i) == "(" &&
                document_->text(i + 1, i + 2) == ")") {
                signs |= in_parentheses;
                if (has_initials_before(*document_, sentence, i)) signs |= spelled_out;
            }
            if (places_[i].ruled) signs |= first_rule << (places_[i].ruled - 1) / 4;
        }
}

void NameFeatures::look_again(std::span<const std::uint8_t> guesses) {
    for (std::uint32_t i = 0; i < places_.size(); ++i) {
        places_[i].guess = guesses[i];
        if (!places_[i].capital) continue;
        uses_[(*document_)[i].group].labels |= 1U << std::min<unsigned>(guesses[i], 31);
    }
}

const NameFeatures::Traits& NameFeatures::traits(const SentenceRange& sentence, std::int64_t i) const {
    static constexpr Traits none{outside, outside, outside, outside, outside, outside};
    return i < sentence.first || i >= sentence.last
               ? none
               : traits_[(*document_)[static_cast<std::uint32_t>(i)].form];
}

NameFeatures::Place NameFeatures::place(const SentenceRange& sentence, std::int64_t i) const {
    return i < sentence.first || i >= sentence.last ? Place{} : places_[static_cast<std::size_t>(i)];
}

namespace {

std::uint64_t place_of(int offset) {
    return static_cast<std::uint64_t>(offset + NameFeatures::reach);
}

void append_bits(std::uint64_t kind, std::uint64_t bits, std::vector<quern::Feature>& to) {
    for (; bits != 0; bits &= bits - 1) to.push_back(feature(kind, bits & -bits));
}

}  // namespace

std::uint64_t NameFeatures::signs(const SentenceRange& sentence, std::int64_t i) const {
    if (i < sentence.first || i >= sentence.last) return 0;
    return document_->forms()[(*document_)[static_cast<std::uint32_t>(i)].form].signs;
}

void NameFeatures::append_of_word(const SentenceRange& sentence, std::uint32_t i, int offset,
                                  std::vector<quern::Feature>& to) const {
    const auto& word = traits(sentence, std::int64_t{i} + offset);
    const auto place = place_of(offset);
    to.push_back(feature(small_word + place, word.small));
    to.push_back(feature(shape + place, word.shape));
    if (offset < -1 || offset > 1) return;
    const auto signs_here = signs(sentence, std::int64_t{i} + offset);
    to.push_back(feature(end3 + place, word.end3));
    to.push_back(feature(all_signs + place, signs_here));
    append_bits(sign + place, signs_here, to);
    if (offset != 0) return;
    to.push_back(feature(bias, 0));
    to.push_back(feature(start, word.start));
    to.push_back(feature(end2, word.end2));
    to.push_back(feature(end4, word.end4));
}

void NameFeatures::append_of_place(const SentenceRange& sentence, std::uint32_t i,
                                   std::vector<quern::Feature>& to) const {
    const auto& word = (*document_)[i];
    const std::int64_t at = i;
    const auto &here = traits(sentence, at), &before = traits(sentence, at - 1),
               &behind = traits(sentence, at + 1);
    const auto &before2 = traits(sentence, at - 2), &behind2 = traits(sentence, at + 2);
    const auto ruled_here = places_[i].ruled, ruled_before = place(sentence, at - 1).ruled,
               ruled_behind = place(sentence, at + 1).ruled;
    to.push_back(feature(two_words, mix(before.small, 0), here.small));
    to.push_back(feature(two_words, mix(here.small, 1), behind.small));
    to.push_back(feature(word_and_shape, mix(before.small, 0), here.shape));
    to.push_back(feature(word_and_shape, mix(behind.small, 1), here.shape));
    to.push_back(feature(word_and_shape, mix(before.small, before2.small), here.shape));
    to.push_back(feature(shape_row, mix(before.shape, here.shape), behind.shape));
    to.push_back(feature(shape_row, mix(here.shape, behind.shape), behind2.shape));
    const auto signs_here = signs(sentence, at);
    to.push_back(feature(sign_pair, mix(signs(sentence, at - 1), 0), signs_here));
    to.push_back(feature(sign_pair, mix(signs(sentence, at + 1), 1), signs_here));
    to.push_back(feature(ruled + place_of(-1), ruled_before));
    to.push_back(feature(ruled + place_of(0), ruled_here));
    to.push_back(feature(ruled + place_of(1), ruled_behind));
    to.push_back(feature(ruled_row, mix(ruled_before, ruled_here), ruled_behind));
    to.push_back(feature(ruled_shape, ruled_here, here.shape));
    to.push_back(feature(ruled_shape, mix(ruled_here, 7), here.small));
    const auto where = static_cast<std::uint64_t>(word.begins_sentence) | std::uint64_t{word.in_heading} << 1;
    to.push_back(feature(Template::place, where, here.shape));
    const bool joins_behind = at + 1 < sentence.last && (*document_)[i + 1].touches;
    if (word.touches || joins_behind) {
        const auto sides = static_cast<std::uint64_t>(word.touches) | std::uint64_t{joins_behind} << 1;
        to.push_back(feature(joined, mix(before.shape, sides), mix(here.shape, behind.shape)));
    }
    if (word.known)
        to.push_back(feature(listed, static_cast<std::uint64_t>(word.known->label), word.known_size));
    if (!places_[i].capital) return;
    append_bits(used, uses_[word.group].signs, to);
    const auto counts = document_->uses(word);
    to.push_back(feature(counted, 4 * std::min(counts.small, 3U) + std::min(counts.capital, 3U)));
}

void NameFeatures::append_of_guesses(const SentenceRange& sentence, std::uint32_t i,
                                     std::vector<quern::Feature>& to) const {
    const std::int64_t at = i;
    const auto here = places_[i], before = place(sentence, at - 1), behind = place(sentence, at + 1);
    const auto& traits_here = traits(sentence, at);
    to.push_back(feature(guess + place_of(-1), before.guess));
    to.push_back(feature(guess + place_of(0), here.guess));
    to.push_back(feature(guess + place_of(1), behind.guess));
    to.push_back(feature(guess_row, mix(before.guess, here.guess), behind.guess));
    to.push_back(feature(guess_and_word, here.guess, traits_here.small));
    if (here.capital) to.push_back(feature(guesses_of_word, uses_[(*document_)[i].group].labels));
}

}  // namespace tag_entities
