// SPDX-License-Identifier: MIT
#include "cues.hpp"

#include <algorithm>
#include <string>

namespace quote_speech {

namespace {

constexpr Index farthest = 100;  // words to either side of a cue; bounds the time on endless sentences

}  // namespace

void CueFinder::find(std::vector<Cue>& cues) {
    cues.clear();
    Range reach;
    for (Index i = 0; i < words_.size(); ++i) {
        const auto& word = words_[i];
        if (!word.outside()) continue;
        const bool unknown = word.cue == CueClass::none && is_unknown_verb(i);
        if (word.cue == CueClass::none && !word.is(Class::opens_phrase) && !unknown) continue;
        if (reach.empty() || !reach.contains(i) || i - reach.begin > farthest / 2 || reach.end - i < farthest)
            reach = reach_of(i);
        if (const auto end = word.is(Class::opens_phrase) ? phrase_end(i, reach.end) : i; end > i)
            add_phrase({i, end}, reach, cues);
        else if (unknown || (word.cue != CueClass::none && is_verb_of_saying(i, reach)))
            add_verb(i, reach, cues);
    }
    drop_nested(cues);
}

// What the clause says that tells who a speaker is ("the man who asked not to be named") is no saying of its
// own.
void CueFinder::drop_nested(std::vector<Cue>& cues) {
    for (std::size_t c = 0; c < cues.size(); ++c) {
        const auto inside = cues[c].borrowed ? Range{} : cues[c].speaker.words;
        for (auto next = c + 1; next < cues.size() && inside.contains(cues[next].verb); ++next)
            cues[next].kind = CueClass::none;
        for (auto last = c; last > 0 && inside.contains(cues[last - 1].verb); --last)
            cues[last - 1].kind = CueClass::none;
    }
    std::erase_if(cues, [](const Cue& cue) { return cue.kind == CueClass::none; });
}

// The words around, outside marks, up to the borders of the sentence.
Range CueFinder::reach_of(Index i) const {
    const auto& here = words_[i];
    auto begin = i, end = i + 1;
    while (begin > 0 && i - begin < farthest && words_[begin - 1].outside() &&
           words_[begin - 1].sentence == here.sentence && words_[begin - 1].paragraph == here.paragraph)
        --begin;
    while (end < words_.size() && end - i < farthest && words_[end].outside() &&
           words_[end].sentence == here.sentence && words_[end].paragraph == here.paragraph)
        ++end;
    return {begin, end};
}

Index CueFinder::phrase_end(Index i, Index limit) const {
    for (const auto& phrase : language_.phrases()) {
        Index k = 0;
        while (k < phrase.size() && i + k < limit && same_letters(words_.text(i + k), phrase[k])) ++k;
        if (k == phrase.size()) return i + k;
    }
    return i;
}

// A regular past that no list knows, between a string in marks and a name: `"Great!" beamed Smith`.
bool CueFinder::is_unknown_verb(Index i) const {
    return words_[i].is(Class::past) && words_[i].shape == Shape::lower && i > 0 && i + 1 < words_.size() &&
           words_[i - 1].shape == Shape::mark && words_[i + 1].is_capital() && words_[i + 1].outside();
}

// Leaves out nouns (his claim), passives (was told), infinitives (to say).
bool CueFinder::is_verb_of_saying(Index i, Range reach) const {
    const auto& word = words_[i];
    if (word.is_capital() && i > reach.begin) return false;
    auto left = i;
    while (left > reach.begin && words_[left - 1].is(Class::adverb) && words_[left - 1].is_word()) --left;
    if (left == reach.begin) return word.form != Form::base || left < i;
    const auto& before = words_[left - 1];
    if (before.any({Class::determiner, Class::possessive_male, Class::possessive_female}) &&
        !before.any({Class::pronoun_plural, Class::role}))
        return false;
    if (before.is(Class::modal)) return false;
    if (before.is(Class::infinitive))  // "went on to say" alone
        return left > reach.begin + 1 && words_[left - 2].is(Class::preposition);
    // "recent reports indicated": a noun, since a verb follows.
    const bool noun_form = word.form == Form::base || word.form == Form::third;
    if (noun_form && i + 1 < reach.end && words_[i + 1].any({Class::past, Class::auxiliary}) &&
        !words_[i + 1].is(Class::infinitive))
        return false;
    if (words_.is_clitic(left - 1) && word.form != Form::past && word.form != Form::participle) return false;
    if (word.form != Form::ing && before.is(Class::passive))
        return word.cue == CueClass::quote || word.cue == CueClass::ask || word.cue == CueClass::tell;
    if (word.form == Form::base)
        return before.any({Class::pronoun_plural, Class::pronoun_self, Class::role, Class::auxiliary}) ||
               (before.shape == Shape::lower && words_.text(left - 1).ends_with('s') &&
                !before.any({Class::preposition, Class::adverb, Class::conjunction}));
    if (word.form == Form::third)
        return !before.any({Class::preposition, Class::pronoun_plural, Class::pronoun_self});
    if (word.form == Form::past && before.is(Class::preposition)) return false;
    return true;
}

void CueFinder::add_verb(Index i, Range reach, std::vector<Cue>& cues) const {
    Cue cue;
    cue.verb = i;
    cue.kind = words_[i].cue == CueClass::none ? CueClass::voice : words_[i].cue;
    cue.form = words_[i].cue == CueClass::none ? Form::past : words_[i].form;
    cue.reach = reach;
    auto begin = i;
    while (begin > reach.begin && words_[begin - 1].is_word() &&
           words_[begin - 1].any({Class::adverb, Class::auxiliary}) && !words_[begin - 1].is_capital())
        --begin;
    cue.words = {begin, i + 1};
    for (auto k = begin; k < i; ++k) cue.passive |= words_[k].is(Class::passive) && cue.form != Form::ing;
    if (!cue.passive) find_speaker(cue, cues);
    if (is_noun(cue)) return;
    find_content(cue);
    cues.push_back(cue);
}

void CueFinder::add_phrase(Range phrase, Range reach, std::vector<Cue>& cues) const {
    Cue cue;
    cue.words = phrase;
    cue.verb = phrase.begin;
    cue.kind = CueClass::phrase;
    cue.reach = reach;
    cue.inverted = true;
    cue.speaker = mentions_.after(phrase.end, reach.end);
    cue.content = cue.end();
    if (cue.content < reach.end && words_[cue.content].shape == Shape::comma) ++cue.content;
    if (!cue.speaker.empty()) cues.push_back(cue);
}

// Where the sentence begins that the reach is part of, strings in marks among it.
Index CueFinder::sentence_begin(Range reach) const {
    auto begin = reach.begin;
    while (begin > 0 && reach.begin - begin < farthest &&
           words_[begin - 1].sentence == words_[reach.begin].sentence &&
           words_[begin - 1].paragraph == words_[reach.begin].paragraph)
        --begin;
    return begin;
}

// The cue before, when it stands in the same sentence and its speaker is known.
const Cue* CueFinder::earlier(const Cue& cue, const std::vector<Cue>& cues) const {
    if (cues.empty()) return nullptr;
    const auto& last = cues.back();
    const auto& word = words_[last.verb];
    const bool same =
        word.sentence == words_[cue.verb].sentence && word.paragraph == words_[cue.verb].paragraph;
    return same && !last.speaker.empty() ? &last : nullptr;
}

void CueFinder::find_speaker(Cue& cue, const std::vector<Cue>& cues) const {
    const auto& reach = cue.reach;
    if (cue.form == Form::ing) return speaker_of_participle(cue, cues);
    const auto after = cue.kind == CueClass::tell || cue.kind == CueClass::describe
                           ? Mention{}
                           : mentions_.after(cue.words.end, reach.end);
    if (is_inverted(cue, after)) {
        cue.speaker = after;
        cue.inverted = true;
        return;
    }
    // "X said this and also said that".
    const auto begin = cue.words.begin;
    const bool joined = begin == reach.begin || words_[begin - 1].is(Class::conjunction);
    if (const auto* before = joined ? earlier(cue, cues) : nullptr) {
        cue.speaker = before->speaker;
        cue.borrowed = true;
        return;
    }
    cue.speaker =
        mentions_.before(begin, joined && begin > reach.begin ? sentence_begin(reach) : reach.begin);
}

// "quoted X as saying", "a sign saying", "with X yelling", "X rose, adding".
void CueFinder::speaker_of_participle(Cue& cue, const std::vector<Cue>& cues) const {
    const auto& reach = cue.reach;
    const auto begin = cue.words.begin;
    const auto* before = earlier(cue, cues);
    if (before && before->kind == CueClass::quote && begin > reach.begin && words_[begin - 1].is(Class::as)) {
        const auto quoted = mentions_.after(before->words.end, begin);
        if (!quoted.empty()) {
            cue.speaker = quoted;
            return;
        }
    }
    if (begin > reach.begin) {
        const auto beside = mentions_.phrase_before(begin, reach.begin);
        if (!beside.empty()) {
            cue.speaker = {beside, beside};
            return;
        }
    }
    cue.borrowed = true;
    if (before) {
        cue.speaker = before->speaker;
        return;
    }
    const auto subject = mentions_.leading_subject(sentence_begin(reach), begin);
    cue.speaker = {subject, subject};
    const bool opens = subject.empty() && begin == reach.begin && !cues.empty();
    if (opens && words_[cues.back().verb].paragraph == words_[cue.verb].paragraph)
        cue.speaker = cues.back().speaker;
}

// "…, said X": nothing stands before the verb, or only a comma, and X ends the clause.
bool CueFinder::is_inverted(const Cue& cue, const Mention& after) const {
    if (after.empty() || cue.words.size() > 2) return false;
    const auto begin = cue.words.begin;
    const bool bare =
        begin == cue.reach.begin || (begin == cue.reach.begin + 1 && words_[begin - 1].shape >= Shape::comma);
    if (bare) return true;
    if (words_[begin - 1].shape != Shape::comma || !mentions_.tells_person(after.core)) return false;
    // "the mayor, X, said Leeds would pay" goes on with a verb after Leeds.
    const auto end = after.words.end;
    return end == cue.reach.end || words_[end].shape >= Shape::comma;
}

// "about the mayor's claims": what seemed the subject is part of a phrase, and the verb a noun.
bool CueFinder::is_noun(const Cue& cue) const {
    if (cue.form != Form::third && cue.form != Form::base) return false;
    const auto begin = cue.begin();
    return begin > cue.reach.begin && begin < cue.words.begin && words_[begin - 1].is(Class::preposition) &&
           !words_[begin - 1].is(Class::as);
}

}  // namespace quote_speech
