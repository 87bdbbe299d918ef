// SPDX-License-Identifier: MIT
#include "mentions.hpp"

#include <algorithm>
#include <array>

#include "mention_classes.hpp"

namespace quote_speech {

bool MentionFinder::is_subject_pronoun(Index i) const {
    return words_[i].any(pronouns) && !words_[i].is(Class::determiner);
}

bool MentionFinder::tells_person(Range phrase) const {
    for (auto i = phrase.begin; i < phrase.end; ++i)
        if (words_[i].any({Class::role, Class::collective}) ||
            (words_[i].is_capital() && !words_[i].is(Class::determiner)))
            return true;
    return phrase.size() == 1 && is_subject_pronoun(phrase.begin);
}

// A word that can stand inside a noun phrase: noun, adjective, name, number.
bool MentionFinder::is_content(Index i) const {
    const auto& word = words_[i];
    if (!word.outside() || !word.is_word()) return false;
    if (word.any(nouns)) return true;
    if (word.any(function_words) || word.any(pronouns) || word.is(Class::calendar)) return false;
    return word.is_capital() || (word.cue == CueClass::none && !word.is(Class::verb));
}

// True where the word before the phrase [i + 1, end) belongs to it.
bool MentionFinder::may_join_before(Index i, Index end, Index limit, bool tight) const {
    const auto& word = words_[i];
    const bool first = i + 1 == end;
    const bool content_before = i > limit && is_content(i - 1);
    if (!word.outside()) return false;
    if (word.shape == Shape::hyphen || word.shape == Shape::number) return true;
    if (words_.is_clitic(i))
        return content_before && (!first || (end < words_.size() && words_[end].shape == Shape::comma));
    if (!word.is_word()) return false;
    if (words_[i + 1].shape == Shape::hyphen || (i > limit && words_[i - 1].shape == Shape::hyphen))
        return true;
    if (word.is(Class::pronoun_object)) return first && i > limit + 1 && words_[i - 1].is(Class::of);
    if (word.any(nouns) && !word.is(Class::preposition)) return true;
    if (word.is(Class::determiner)) return !first;
    if (word.is(Class::clings)) return !first && content_before && !word.is_capital() && !tight;
    if (word.is(Class::junction))
        return !first && content_before && words_[i - 1].is_capital() == words_[i + 1].is_capital() &&
               (words_[i - 1].is_capital() || words_[i + 1].any(nouns));
    if (word.any(function_words) || word.any(pronouns) || word.is(Class::calendar)) return false;
    if (word.is_capital()) return true;
    const bool modified = i > limit && (words_[i - 1].is(Class::determiner) || words_[i - 1].is_capital());
    if (word.cue != CueClass::none || word.is(Class::verb)) return modified && word.form != Form::past;
    if (word.any({Class::past, Class::participle}))
        return !first && i > limit && words_[i - 1].is(Class::determiner);
    return true;
}

// "(R-Texas)": where it opens, if one ends before `end`.
Index MentionFinder::parenthesis_before(Index end, Index limit) const {
    if (words_[end - 1].shape != Shape::close || !words_[end - 1].outside()) return end;
    for (auto i = end - 1; i > limit && end - i < 8; --i)
        if (words_[i - 1].shape == Shape::open) return i - 1;
    return end;
}

Range MentionFinder::phrase_before(Index end, Index limit, bool tight) const {
    auto begin = end;
    while (begin > limit && end - begin < longest_phrase) {
        if (const auto open = parenthesis_before(begin, limit); open < begin) {
            begin = open;
            continue;
        }
        if (!may_join_before(begin - 1, end, limit, tight)) break;
        --begin;
        if (!words_[begin].is(Class::determiner) || words_[begin].any(nouns)) continue;
        // A determiner opens the phrase, unless the phrase is tied to a noun before: the mayor of the town.
        if (begin < limit + 2 || !words_[begin - 1].is(Class::clings) || !is_content(begin - 2)) break;
    }
    while (begin < end && !words_[begin].is(Class::determiner) && !is_content(begin)) ++begin;
    return {begin, end};
}

// "X on Friday said", "X Friday said": steps over the time.
Index MentionFinder::pass_time_back(Index end, Index limit) const {
    auto i = end;
    while (i > limit && words_[i - 1].is(Class::calendar)) --i;
    if (i < end && i > limit && words_[i - 1].is(Class::preposition)) --i;
    return i > limit ? i : end;
}

Mention MentionFinder::before(Index verb, Index limit) const {
    verb = pass_time_back(verb, limit);
    if (verb <= limit) return {};
    const auto last = verb - 1;
    if (!words_[last].outside()) return {};
    if (words_[last].shape == Shape::comma) return across_commas(last, limit);
    if (words_[last].is(Class::relative)) {
        const auto end = last > limit && words_[last - 1].shape == Shape::comma ? last - 1 : last;
        const auto phrase = phrase_before(end, limit, true);
        return {phrase, phrase};
    }
    if (is_subject_pronoun(last)) return {{last, verb}, {last, verb}};
    const auto phrase = phrase_before(verb, limit);
    if (!phrase.empty()) return {phrase, phrase};
    return across_clause(verb, limit);
}

bool MentionFinder::opens_adverbial(Index i) const {
    const auto& word = words_[i];
    return word.any({Class::preposition, Class::adverb, Class::conjunction, Class::participle}) ||
           (word.is(Class::subordinator) && !word.is(Class::relative));
}

bool MentionFinder::has_office(Range phrase) const {
    for (auto i = phrase.begin; i + 1 < phrase.end; ++i)
        if (words_[i].is(Class::role) && words_[i].shape == Shape::lower && words_[i + 1].is_capital())
            return true;
    return false;
}

// "the mayor", "who came", "45": part of a mention that began before the comma.
bool MentionFinder::opens_apposition(Range part) const {
    if (part.empty()) return false;
    const auto& first = words_[part.begin];
    return first.any({Class::determiner, Class::relative, Class::role, Class::conjunction}) ||
           first.shape == Shape::number;
}

// "X, the mayor, said", "the mayor, X, said", "X, who came early, said": the parts between commas belong to
// X.
Mention MentionFinder::across_commas(Index comma, Index limit) const {
    constexpr std::size_t most = 8;
    std::array<Range, most> parts;
    std::size_t count = 0;
    for (auto i = comma; count < most;) {
        auto begin = i;
        while (begin > limit && words_[begin - 1].shape != Shape::comma && words_[begin - 1].outside() &&
               words_[begin - 1].shape != Shape::semicolon && comma - begin < 2 * longest_phrase)
            --begin;
        parts[count++] = {begin, i};
        if (begin <= limit || words_[begin - 1].shape != Shape::comma) break;
        i = begin - 1;
    }
    if (count < 2) {
        // "In Washington, said": nothing but an adverbial, or a subject cut off by a stray comma.
        const auto phrase = phrase_before(comma, limit);
        return {phrase, phrase};
    }
    // "…, spokeswoman Mary Harf, said": a name with its office, and a comma too many.
    const auto nearest = phrase_before(comma, parts[0].begin);
    const bool complete = !nearest.empty() && words_[nearest.end - 1].is_capital() && has_office(nearest) &&
                          !words_[parts[1].end - 1].any({Class::role, Class::title});
    if (complete) return {nearest, nearest};
    std::size_t head = 1;
    while (head + 1 < count && opens_apposition(parts[head]) && !opens_adverbial(parts[head + 1].begin))
        ++head;
    auto core = phrase_before(parts[head].end, parts[head].begin);
    if (core.size() == 1 && is_subject_pronoun(core.begin)) return {core, core};
    if (core.empty()) {
        const auto part = parts[head];
        if (part.empty()) return {};
        if (is_subject_pronoun(part.end - 1)) return {{part.end - 1, part.end}, {part.end - 1, part.end}};
        // "A man familiar with her thinking, who …, said".
        if (!starts_phrase(part.begin)) return {};
        core = part;
    }
    // A parenthesis such as ", on Tuesday," is no part of the mention.
    const bool belongs = !opens_adverbial(parts[head - 1].begin);
    return {{core.begin, belongs ? comma : core.end}, core};
}

// "A man who asked not to be named said", "He shrugged but said".
Mention MentionFinder::across_clause(Index verb, Index limit) const {
    for (auto i = verb; i-- > limit && verb - i < longest_phrase;) {
        if (!words_[i].outside()) break;
        if (words_[i].is(Class::relative) && i > limit) {
            const auto phrase = phrase_before(i, limit);
            if (!phrase.empty()) return {{phrase.begin, verb}, {phrase.begin, verb}};
        }
    }
    if (verb - limit > 2 * longest_phrase) return {};
    const auto subject = leading_subject(limit, verb);
    return {subject, subject};
}

// "LONDON (Reuters) - ", "SALEM, Oregon — ".
Index MentionFinder::pass_dateline(Index begin, Index end) const {
    for (auto i = begin; i < end && i < begin + 14; ++i) {
        if (words_[i].shape == Shape::dash) return i + 1;
        if (words_[i].shape == Shape::lower || words_[i].shape == Shape::stop) break;
    }
    return begin;
}

Index MentionFinder::behind_dateline(Range range) const {
    const auto& first = words_[range.begin];
    const auto paragraph = words_.paragraph(first.paragraph);
    if (!first.outside() || !first.capitals || paragraph.begin != range.begin) return range.begin;
    return std::min(range.end, pass_dateline(range.begin, paragraph.end));
}

Range MentionFinder::leading_subject(Index begin, Index end) const {
    auto i = pass_dateline(begin, end);
    if (i < end && !words_[i].is(Class::conjunction)) {
        auto comma = i;
        while (comma < end && comma - i < longest_phrase && words_[comma].shape != Shape::comma) ++comma;
        const bool adverbial =
            opens_adverbial(i) || (comma > i && words_[comma - 1].any({Class::time, Class::adverb}));
        if (adverbial && comma < end && words_[comma].shape == Shape::comma) {
            i = comma + 1;
            // "On July 6, 2015, X made this comment".
            if (i + 1 < end && words_[i].shape == Shape::number && words_[i + 1].shape == Shape::comma)
                comma = i + 1, i = comma + 1;
        }
        // "At the weekend he said".
        if (adverbial && i != comma + 1)
            for (auto next = i; next < end && next < i + 8; ++next)
                if (is_subject_pronoun(next) && words_[next].outside()) return {next, next + 1};
    }
    while (i < end && words_[i].any({Class::adverb, Class::conjunction})) ++i;
    if (i >= end) return {};
    if (is_subject_pronoun(i)) return {i, i + 1};
    const auto first = i;
    while (i < end && i - first < longest_phrase) {
        const auto& word = words_[i];
        const bool tie = word.is(Class::clings) || (words_.is_clitic(i));
        const bool inside = word.outside() && (is_content(i) || word.is(Class::determiner) ||
                                               word.shape == Shape::hyphen || (tie && i > first));
        if (!inside || (word.is(Class::past) && !word.is_capital())) break;
        ++i;
    }
    while (i > first && !is_content(i - 1)) --i;
    return {first, i};
}

}  // namespace quote_speech
