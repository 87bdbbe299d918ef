// SPDX-License-Identifier: MIT
// The subject that follows a verb: "said X, the mayor of Y, who …".
#include "mention_classes.hpp"
#include "mentions.hpp"

namespace quote_speech {

// What a speaker may begin with, after the verb.
bool MentionFinder::starts_phrase(Index i) const {
    const auto& word = words_[i];
    if (!word.outside() || !word.is_word() || word.is(Class::calendar)) return false;
    if (word.any({Class::title, Class::role, Class::determiner})) return true;
    if (word.shape == Shape::number) return i + 1 < words_.size() && is_content(i + 1);
    if (word.any(function_words)) return false;
    if (word.is_capital() || word.any(nouns) || is_subject_pronoun(i)) return true;
    if (word.is(Class::particle))
        return i + 2 < words_.size() && (words_[i + 1].is_capital() || words_[i + 2].is_capital());
    // "crane driver Mary Smith".
    for (auto next = i; next + 1 < words_.size() && next < i + 3 && is_content(next); ++next)
        if (words_[next + 1].is(Class::role) && words_[next + 1].outside()) return true;
    return false;
}

// "in a statement", "on Tuesday": says how or when, not who.
bool MentionFinder::tells_setting(Index preposition, Index limit) const {
    for (auto i = preposition + 1; i < limit && i < preposition + 6; ++i) {
        if (words_[i].any({Class::setting, Class::time})) return true;
        if (!words_[i].is_word() || words_[i].is(Class::preposition)) return false;
    }
    return false;
}

bool MentionFinder::is_bare_name(Range phrase) const {
    for (auto i = phrase.begin; i < phrase.end; ++i)
        if (words_[i].shape == Shape::lower && !words_[i].is(Class::particle)) return false;
    return !words_[phrase.begin].is(Class::determiner);
}

// End of the phrase up to the first comma: "a spokesman for the embassy who asked not to be named".
Index MentionFinder::core_end(Index begin, Index limit) const {
    auto i = begin;
    while (i < limit && i - begin < longest_phrase) {
        const auto& word = words_[i];
        if (!word.outside()) break;
        const bool first = i == begin;
        if (word.shape == Shape::open && !first) {
            auto close = i;
            while (close < limit && close < i + 8 && words_[close].shape != Shape::close) ++close;
            if (close >= limit || words_[close].shape != Shape::close) break;
            i = close + 1;
            continue;
        }
        if (word.is(Class::relative) && !first) {
            // The relative clause that tells which one is meant, to its end.
            while (i < limit && i - begin < longest_phrase && words_[i].outside() &&
                   words_[i].shape != Shape::comma && words_[i].shape != Shape::semicolon &&
                   (words_[i].shape != Shape::stop || (i + 1 < limit && words_[i + 1].joined)))
                ++i;
            break;
        }
        if (words_.is_clitic(i)) {
        } else if (word.is(Class::calendar) || word.shape > Shape::number) {
            if (word.shape != Shape::hyphen && !(word.shape == Shape::stop && i + 1 < limit && word.joined))
                break;
        } else if (word.is(Class::determiner)) {
            if (!first && !words_[i - 1].any({Class::clings, Class::junction, Class::determiner})) break;
        } else if (word.is(Class::clings)) {
            const bool name = is_bare_name({begin, i});
            if (first || (name && !word.is(Class::of)) || tells_setting(i, limit)) break;
        } else if (word.is(Class::junction)) {
            if (first || i + 1 >= limit || !starts_phrase(i + 1)) break;
        } else if (word.is(Class::pronoun_object) && !first && words_[i - 1].is(Class::of)) {
        } else if (!is_content(i) && !(first && is_subject_pronoun(i))) {
            // "the ruling", "a report": a noun that could be a verb elsewhere.
            const bool noun = !first && words_[i - 1].is(Class::determiner) && word.cue != CueClass::none &&
                              word.form != Form::past;
            if (!noun) break;
        } else if (word.any({Class::participle}) && !word.is_capital()) {
            break;
        }
        ++i;
        if (first && is_subject_pronoun(begin)) break;
    }
    while (i > begin && words_[i - 1].any({Class::clings, Class::junction, Class::determiner}) &&
           !words_[i - 1].any(nouns))
        --i;
    return i;
}

// "X, the mayor of Y, who came early": where the parts between commas end.
Index MentionFinder::appositions_end(Index end, Index limit) const {
    while (end < limit && words_[end].shape == Shape::comma) {
        auto next = end + 1;
        if (next >= limit || !words_[next].outside()) break;
        const auto& word = words_[next];
        const bool joins = word.is(Class::junction) && next + 1 < limit &&
                           words_[next + 1].any({Class::determiner, Class::role});
        const bool belongs = word.any({Class::determiner, Class::relative, Class::role}) || joins ||
                             word.shape == Shape::number ||
                             (is_content(next) && !word.any({Class::participle, Class::time}));
        if (!belongs) break;
        while (next < limit && words_[next].outside() && words_[next].shape != Shape::comma &&
               words_[next].shape != Shape::semicolon && words_[next].shape != Shape::dash)
            ++next;
        end = next;
    }
    return end;
}

Mention MentionFinder::after(Index begin, Index limit) const {
    if (begin >= limit || !starts_phrase(begin)) return {};
    const auto core = core_end(begin, limit);
    if (core == begin) return {};
    if (core == begin + 1 && is_subject_pronoun(begin)) return {{begin, core}, {begin, core}};
    auto end = appositions_end(core, limit);
    while (end > core && words_[end - 1].shape >= Shape::comma && words_[end - 1].shape != Shape::close)
        --end;
    return {{begin, end}, {begin, core}};
}

}  // namespace quote_speech
