// SPDX-License-Identifier: MIT
// Where what is said begins behind a cue: whom and where it was said to is passed.
#include "cues.hpp"

namespace quote_speech {

void CueFinder::find_content(Cue& cue) const {
    const auto limit = cue.reach.end;
    auto i = cue.end();
    if (cue.kind == CueClass::tell && !cue.passive) i = pass_addressee(i, limit);
    i = pass_setting(i, limit);
    cue.that = i < limit && words_[i].is(Class::complementizer) && cue.kind != CueClass::describe;
    if (i < limit && words_[i].shape == Shape::colon) ++i;
    cue.content = i;
}

// "told US", "told A NEWS CONFERENCE", "told FOX NEWS".
Index CueFinder::pass_addressee(Index i, Index limit) const {
    if (i >= limit || !words_[i].outside()) return i;
    if (words_[i].is(Class::pronoun_object)) return i + 1;
    const bool names = words_[i].is_capital();
    const auto first = i;
    while (i < limit && i - first < 8 && words_[i].is_word()) {
        const auto& word = words_[i];
        if (word.any({Class::auxiliary, Class::verb, Class::subordinator}) && !words_.is_clitic(i)) break;
        if (i > first && (word.is(Class::determiner) || mentions_.is_subject_pronoun(i))) break;
        if (i > first && word.is_capital() != names && !names) break;
        if (word.any({Class::preposition, Class::time}) && !word.is(Class::setting)) break;
        ++i;
        if (!names && !words_[first].is(Class::determiner) && !words_[i - 1].is_capital()) break;
    }
    return i;
}

// "in a statement", "on Tuesday", "last week", "to reporters", "in Leeds", and any row of these.
Index CueFinder::pass_setting(Index i, Index limit) const {
    while (i < limit && words_[i].is_word() && words_[i].outside()) {
        const auto& word = words_[i];
        auto end = i;
        if (word.is(Class::preposition)) {
            end = pass_preposition(i, limit);
        } else if (word.is(Class::time)) {
            ++end;
        } else if (word.is(Class::adverb) && !word.is(Class::determiner)) {
            const bool there_is = i + 1 < limit && words_[i + 1].any({Class::auxiliary, Class::verb});
            if (!there_is) ++end;
        }
        if (end == i) break;
        i = end;
    }
    return i;
}

// End of a phrase that a preposition opens and that says where, when or how; its begin for any other.
Index CueFinder::pass_preposition(Index begin, Index limit) const {
    constexpr Classes telling{Class::setting, Class::time, Class::role};
    constexpr Classes border{Class::preposition, Class::auxiliary,      Class::subordinator,
                             Class::verb,        Class::complementizer, Class::past};
    auto i = begin + 1;
    bool setting = false, names = i < limit && words_[i].is_capital();
    while (i < limit && i < begin + 9 && words_[i].is_word() && !words_[i].any(border)) {
        const auto& word = words_[i];
        if (setting && !word.any(telling) && !words_.is_clitic(i)) break;
        setting |= word.any(telling);
        names &= word.is_capital();
        ++i;
        if (names && i < limit && !words_[i].is_capital()) break;
    }
    if (setting) return i;
    // "in Leeds", when what follows shows that it is no part of what is said.
    const bool place =
        names && (i == limit || words_[i].is(Class::complementizer) || words_[i].is(Class::time) ||
                  words_[i].is(Class::preposition) || !words_[i].is_word());
    return place ? i : begin;
}

}  // namespace quote_speech
