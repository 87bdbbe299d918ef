// SPDX-License-Identifier: MIT
#include "tag_features.hpp"

#include <algorithm>

namespace quote_speech {

namespace {

using quern::feature;
using quern::mix;

// Numbers of the feature templates. The first ones add the place of the word, 0 to 4.
enum Template : std::uint64_t {
    bias,
    small = 8,
    shape = 16,
    ending = 24,
    classes = 32,
    saying = 40,
    name = 48,
    guess = 64,
    class_bit = 72,
    two_words,
    word_and_ending,
    shape_row,
    name_row,
    rule_row,
    rule_and_word,
    in_string,
    word_and_string,
    left_cue = 88,  // these add what append_of_cue() sees
    right_cue = 96,
    left_found = 104,
    right_found = 112,
    cues_around = 120,
    marks_around,
    marks_and_cues,
    verbs_before,
    first_word,
    position,
    paragraph_position,
    neighbours,
    guess_row,
    guess_wide,
    guess_and_word,
    patterns,
    whole_pattern,
    stem = 144,
};

std::uint64_t bucket(std::uint64_t distance) {
    return distance <= 4 ? distance : distance <= 6 ? 5 : distance <= 10 ? 6 : distance <= 20 ? 7 : 8;
}

std::uint64_t place_of(int offset) {
    return static_cast<std::uint64_t>(offset + TagFeatures::reach);
}

std::uint64_t number(Shape shape) {
    return static_cast<std::uint64_t>(shape);
}

// The class of a verb of saying and its form; 0 for other words.
std::uint64_t kind_of(const Word& word) {
    if (word.cue == CueClass::none) return word.is(Class::attitude) ? 1 : 0;
    return 8 * static_cast<std::uint64_t>(word.cue) + static_cast<std::uint64_t>(word.form);
}

}  // namespace

void TagFeatures::read(const Words& words, const std::vector<String>& strings,
                       const std::vector<quern::Label>& ruled) {
    words_ = &words;
    strings_ = &strings;
    view_.read(words, strings);
    view_.narrow(ruled, ruled_);
    before_.assign(view_.size() + 1, {});
    left_.assign(view_.size(), {});
    right_.assign(view_.size(), {});
    for (Index i = 0; i < view_.size(); ++i) {
        const auto& word = at(i);
        auto& next = before_[i + 1];
        next = before_[i];
        next.commas += word.shape == Shape::comma;
        next.marks += word.shape == Shape::mark;
        next.openers += word.any({Class::complementizer, Class::subordinator, Class::relative});
        next.verbs += word.is_verb() && !words.is_clitic(view_.words()[i]);
    }
    for (const auto sentence : view_.sentences()) look_around(sentence);
}

void TagFeatures::look_around(Range sentence) {
    Side side;
    const auto note = [&](Index i) {
        if (at(i).outside() && (at(i).cue != CueClass::none || at(i).is(Class::attitude))) side.cue = i;
        if (at(i).shape == Shape::mark) side.mark = i;
    };
    for (auto i = sentence.begin; i < sentence.end; ++i) {
        left_[i] = side;
        note(i);
    }
    side = {};
    for (auto i = sentence.end; i-- > sentence.begin;) {
        right_[i] = side;
        note(i);
    }
}

std::uint64_t TagFeatures::form(Index i) const {
    const auto& word = at(i);
    return mix(mix(word.small, word.classes.bits()), 64 * number(word.shape) + kind_of(word));
}

void TagFeatures::append_of_edge(int offset, std::vector<quern::Feature>& to) {
    to.push_back(feature(small + place_of(offset), 1));
}

void TagFeatures::append_of_word(Index i, int offset, std::vector<quern::Feature>& to) const {
    const auto place = place_of(offset);
    const auto& word = at(i);
    to.push_back(feature(small + place, word.small));
    to.push_back(feature(shape + place, number(word.shape)));
    if (offset < -1 || offset > 1) return;
    to.push_back(feature(ending + place, word.ending));
    to.push_back(feature(stem + place, word.stem));
    to.push_back(feature(classes + place, word.classes.bits()));
    if (const auto kind = kind_of(word)) to.push_back(feature(saying + place, kind));
    if (offset != 0) return;
    to.push_back(feature(bias, 0));
    for (auto bits = word.classes.bits(); bits != 0; bits &= bits - 1)
        to.push_back(feature(class_bit, bits & -bits));
}

// 0 outside marks; inside, which end of what string.
std::uint64_t TagFeatures::place_in_string(Index i) const {
    const auto& word = at(i);
    if (word.quoted == nowhere) return 0;
    const auto& string = (*strings_)[word.quoted];
    const auto size = string.inner.size(), here = view_.words()[i];
    const std::uint64_t length = size <= 1 ? 0 : size <= 2 ? 1 : size <= 4 ? 2 : size <= 8 ? 3 : 4;
    return 1U + (here <= string.inner.begin ? 1U : 0U) + (here + 1 >= string.inner.end ? 2U : 0U) +
           4 * length + (string.whole ? 32U : 0U) + (string.title ? 64U : 0U) +
           (string.ends_in_comma || string.ends_in_stop ? 128U : 0U);
}

// What stands between two words.
std::uint64_t TagFeatures::between(Index a, Index b) const {
    const auto &from = before_[std::min(a, b) + 1], &till = before_[std::max(a, b)];
    return std::min(till.commas - from.commas, 2U) + 3 * std::min(till.openers - from.openers, 1U) +
           6 * std::min(till.marks - from.marks, 2U) + 18 * std::min(till.verbs - from.verbs, 2U);
}

void TagFeatures::append_of_cue(std::uint64_t kind, Index cue, Index i, std::uint64_t inside,
                                std::vector<quern::Feature>& to) const {
    if (cue == nowhere) {
        to.push_back(feature(kind, inside));
        return;
    }
    const auto distance = cue < i ? i - cue : cue - i;
    const auto gap = between(cue, i);
    const auto& word = at(cue);
    to.push_back(feature(kind + 1, mix(kind_of(word), gap), bucket(distance)));
    to.push_back(feature(kind + 2, mix(word.stem, std::min(distance, 3U)), inside));
    to.push_back(feature(kind + 3, kind_of(word), gap));
}

void TagFeatures::append_of_place(Range sentence, Index i, std::vector<quern::Feature>& to) const {
    static const Word none{};
    const auto neighbour = [&](Index k) -> const Word& {
        return k >= sentence.begin && k < sentence.end ? at(k) : none;
    };
    const auto &word = at(i), &before = neighbour(i - 1), &behind = neighbour(i + 1);
    to.push_back(feature(two_words, mix(before.small, 0), word.small));
    to.push_back(feature(two_words, mix(word.small, 1), behind.small));
    to.push_back(feature(word_and_ending, mix(before.ending, 0), word.small));
    to.push_back(feature(word_and_ending, mix(behind.ending, 1), word.small));
    to.push_back(feature(shape_row, mix(number(before.shape), number(word.shape)), number(behind.shape)));
    to.push_back(feature(shape_row, mix(number(word.shape), number(behind.shape) + 16),
                         number(neighbour(i + 2).shape)));
    to.push_back(feature(name, 2U * word.name + word.begins_name));
    to.push_back(feature(name_row, mix(before.name, word.name), behind.name));

    const auto rule_at = [&](Index k) { return k >= sentence.begin && k < sentence.end ? ruled_[k] : 15U; };
    to.push_back(feature(rule_row, mix(rule_at(i - 1), rule_at(i)), rule_at(i + 1)));
    to.push_back(feature(rule_and_word, mix(rule_at(i), 1), number(word.shape)));
    to.push_back(feature(rule_and_word, mix(rule_at(i), 2), word.small));

    const auto where = place_in_string(i);
    const auto inside = std::min<std::uint64_t>(where, 1);
    to.push_back(feature(in_string, where));
    to.push_back(feature(word_and_string, inside, word.small));
    const auto &left = left_[i], &right = right_[i];
    append_of_cue(left_cue, left.cue, i, inside, to);
    append_of_cue(right_cue, right.cue, i, inside, to);
    const auto cue_left = left.cue == nowhere ? 0 : 1 + kind_of(at(left.cue));
    const auto cue_right = right.cue == nowhere ? 0 : 1 + kind_of(at(right.cue));
    to.push_back(feature(cues_around, mix(cue_left, cue_right), inside));
    const auto mark_left = left.mark == nowhere ? 9 : bucket(i - left.mark);
    const auto mark_right = right.mark == nowhere ? 9 : bucket(right.mark - i);
    to.push_back(feature(marks_around, mix(mark_left, inside), number(word.shape)));
    to.push_back(feature(marks_around, mix(mark_right, inside + 2), number(word.shape)));
    to.push_back(
        feature(marks_and_cues, mix(mix(mark_left == 9, mark_right == 9), inside), mix(cue_left, cue_right)));
    to.push_back(feature(verbs_before, mix(inside, i == sentence.begin ? 99 : between(sentence.begin, i)),
                         cue_left != 0    ? 1
                         : cue_right != 0 ? 2
                                          : 0));
    to.push_back(feature(first_word, at(sentence.begin).small, std::min(i - sentence.begin, 1U)));
    to.push_back(feature(position, bucket(i - sentence.begin), bucket(sentence.end - i)));
    const auto paragraph = words_->paragraph(word.paragraph);
    const auto first = view_.words()[sentence.begin], last = view_.words()[sentence.end - 1];
    to.push_back(feature(paragraph_position, paragraph.begin >= first,
                         mix(paragraph.end <= last + 1, words_->is_heading(word.paragraph))));
    const bool marks_before = first > 0 && (*words_)[first - 1].shape == Shape::mark;
    const bool marks_behind = last + 1 < words_->size() && (*words_)[last + 1].shape == Shape::mark;
    to.push_back(feature(neighbours, mix(marks_before, marks_behind), mix(inside, cue_left != 0)));
}

void TagFeatures::look_again(const std::vector<quern::Label>& guesses) {
    guesses_ = guesses;
    parts_.clear();
    whole_.assign(view_.size(), 0);
    for (const auto sentence : view_.sentences()) collect_parts(sentence);
}

void TagFeatures::collect_parts(Range sentence) {
    const auto first = static_cast<Index>(parts_.size());
    auto last = Role::none;
    for (auto i = sentence.begin; i < sentence.end; ++i) {
        const auto role = role_of(guesses_[i]);
        if (role != Role::none && (begins(guesses_[i]) || role != last))
            parts_.push_back({{i, i + 1}, role});
        else if (role != Role::none)
            parts_.back().words.end = i + 1;
        last = role;
    }
    const auto behind = static_cast<Index>(parts_.size());
    constexpr std::uint64_t three = 0xFFF;  // parts kept in a pattern
    std::uint64_t pattern = 0;
    auto cue = nowhere;
    const auto pass = [&](Index part) {
        pattern = (pattern << 4 | static_cast<std::uint64_t>(parts_[part].role)) & three;
        if (parts_[part].role == Role::cue) cue = part;
    };
    auto next = first;
    for (auto i = sentence.begin; i < sentence.end; ++i) {
        for (; next < behind && parts_[next].words.end <= i; ++next) pass(next);
        left_[i].cue_part = cue, left_[i].pattern = pattern;
    }
    for (; next < behind; ++next) pass(next);
    for (auto i = sentence.begin; i < sentence.end; ++i) whole_[i] = pattern;
    pattern = 0, cue = nowhere;
    next = behind;
    for (auto i = sentence.end; i-- > sentence.begin;) {
        for (; next > first && parts_[next - 1].words.begin > i; --next) pass(next - 1);
        right_[i].cue_part = cue, right_[i].pattern = pattern;
    }
}

void TagFeatures::append_of_guesses(Range sentence, Index i, std::vector<quern::Feature>& to) const {
    const auto guess_at = [&](Index k) {
        return k >= sentence.begin && k < sentence.end ? guesses_[k] : 15U;
    };
    const auto here = guess_at(i);
    for (int offset = -reach; offset <= reach; ++offset)
        to.push_back(feature(guess + place_of(offset), guess_at(i + static_cast<Index>(offset))));
    to.push_back(feature(guess_row, mix(guess_at(i - 1), here), guess_at(i + 1)));
    to.push_back(feature(guess_wide, mix(mix(guess_at(i - 2), guess_at(i - 1)), here),
                         mix(guess_at(i + 1), guess_at(i + 2))));
    to.push_back(feature(guess_and_word, here, at(i).small));
    const auto inside = std::min<std::uint64_t>(place_in_string(i), 1);
    const auto &left = left_[i], &right = right_[i];
    to.push_back(feature(patterns, mix(left.pattern, 1), here));
    to.push_back(feature(patterns, mix(right.pattern, 2), here));
    to.push_back(feature(patterns, mix(left.pattern & 0xFF, right.pattern & 0xFF), mix(here, inside)));
    to.push_back(feature(whole_pattern, whole_[i], mix(here, inside)));
    const auto state = mix(here, inside);
    append_of_cue(left_found, left.cue_part == nowhere ? nowhere : parts_[left.cue_part].words.end - 1, i,
                  state, to);
    append_of_cue(right_found, right.cue_part == nowhere ? nowhere : parts_[right.cue_part].words.begin, i,
                  state, to);
}

}  // namespace quote_speech
