// SPDX-License-Identifier: MIT
#include "linker.hpp"

#include <algorithm>

namespace quote_speech {

namespace {

constexpr Index most_words_of_place = 10;

bool may_tell_words(const Cue& cue) {
    return cue.kind != CueClass::describe && (cue.passive || !cue.speaker.empty());
}

}  // namespace

void Linker::link() {
    auto before = nowhere;  // the outermost string before
    for (Index s = 0; s < strings_.size(); ++s) {
        auto& string = strings_[s];
        if (string.quoted.parent != no_string || string.inner.empty() || string.aside) continue;
        const auto last = std::exchange(before, s);
        if (string.label.empty() && last != nowhere && follow_up(s, last)) continue;
        const auto* ahead = cue_before(string);
        const auto* behind = cue_after(string);
        if (!string.label.empty()) {
            const Index colon = string.label.end;
            take(s, Attribution{{colon, colon + 1}, {string.label, string.label}});
            continue;
        }
        // A cue that has told of the string before it tells of this one only together with it.
        if (ahead && is_introduced(string))
            take(s, *ahead, string.whole ? Range{} : lead_in(string, ahead->begin()));
        else if (behind && !(string.title && behind->kind == CueClass::voice && !string.left.empty()))
            take(s, *behind, lead_in(string, string.left.end));
        else if (const auto label = label_before(string))
            take(s, *label);
        else if (const auto saying = saying_before(string))
            take(s, *saying);
        else if (const auto name = name_behind(string))
            take(s, *name);
        else if (const auto context = from_context(s, last))
            take(s, *context);
        else if (opens_sentence(string))
            take(s, subject_behind(string));
    }
}

// First cue at or after a word.
Index Linker::first_cue(Index word) const {
    const auto found = std::lower_bound(cues_.begin(), cues_.end(), word,
                                        [](const Cue& cue, Index at) { return cue.verb < at; });
    return static_cast<Index>(found - cues_.begin());
}

// `"A," X said. "B."`: true where this string goes on with the quotation of the one before it.
bool Linker::follow_up(Index s, Index before) {
    const auto& last = strings_[before];
    auto& string = strings_[s];
    if (last.row == nowhere) return false;
    const auto quotation = quotations_.pieces[last.row].quotation;
    if (string.quoted.paragraph != last.quoted.paragraph) {
        if (last.quoted.continued && last.quoted.paragraph + 1 == string.quoted.paragraph) {
            // The words that tell who spoke may stand behind the last paragraph only.
            if (const auto* behind = cue_after(string); behind && quotations_.all[quotation].cue.empty())
                quotations_.all[quotation] = {behind->words, behind->speaker};
            join(s, quotation);
            return true;
        }
        return false;
    }
    const Range gap{last.outer.end, string.outer.begin};
    if (gap.empty()) {
        join(s, quotation);
        return true;
    }
    // The gap is what is left of one sentence, and it tells who spoke.
    const bool one_sentence = words_[gap.begin].sentence == words_[gap.end - 1].sentence;
    const auto* cue = cue_after(last);
    if (!one_sentence || !cue || quotations_.all[quotation].cue != cue->words) return false;
    if (string.left.empty()) {
        if (!string.whole || cue_after(string)) return false;
        if (!string.ends_sentence && !string.ends_in_comma) return false;
    } else {
        const auto& end = words_[gap.end - 1];
        const auto next = first_cue(cue->verb + 1);
        const bool another = next < cues_.size() && cues_[next].verb < gap.end;
        const bool parted = (end.shape == Shape::comma || end.shape == Shape::colon) && !another;
        // A whole sentence in marks, where the stop before it was forgotten.
        const bool forgotten = end.is_word() && !end.is(Class::complementizer) && is_sentence(string);
        if (!parted && !forgotten) return false;
        // A part of a sentence is not followed by the beginning of another, as a capital tells it.
        const bool begins = string.whole && !words_[string.inner.begin].is(Class::capital);
        if (parted && begins && !last.whole) return false;
    }
    join(s, quotation);
    return true;
}

bool Linker::is_sentence(const String& string) const {
    if (!string.whole || string.title || string.inner.size() < 5 || !string.ends_sentence) return false;
    return words_[string.inner.end - 1].shape == Shape::stop && words_.has_verb(string.inner);
}

// The cue that follows the string at once: `," said X`, `," X, the mayor, said`.
const Cue* Linker::cue_after(const String& string) const {
    const auto right = string.right;
    if (right.empty()) return nullptr;
    for (auto c = first_cue(right.begin); c < cues_.size() && cues_[c].verb < right.end; ++c) {
        const auto& cue = cues_[c];
        if (!may_tell_words(cue) || cue.passive) return nullptr;
        if (cue.kind == CueClass::quote) continue;
        if (cue.form == Form::ing && cue.borrowed) return nullptr;
        auto begin = cue.begin();
        if (cue.form == Form::ing) begin = right.begin;  // quoted X as saying
        Index words_between = 0;
        for (auto i = right.begin; i < begin; ++i) {
            if (words_[i].is_word() && !words_[i].any({Class::adverb, Class::as})) return nullptr;
            words_between += words_[i].is_word();
        }
        if (cue.end() < words_.size() && words_[cue.end()].shape == Shape::colon) return nullptr;
        // Behind a full stop, the cue must be all there is: `"A." X said.`
        const bool closes = words_[right.end - 1].shape == Shape::stop && right.end - cue.end() <= 4;
        if (string.ends_in_stop && (cue.that || !closes)) return nullptr;
        return words_between <= 3 ? &cue : nullptr;
    }
    return nullptr;
}

// The cue whose words the string is: `X said, "`, `X told reporters on Tuesday: "`.
const Cue* Linker::cue_before(const String& string) const {
    const auto left = string.left;
    if (left.empty()) return nullptr;
    const auto after = first_cue(left.end);
    if (after == 0) return nullptr;
    const auto& cue = cues_[after - 1];
    if (cue.verb < left.begin || !may_tell_words(cue)) return nullptr;
    return &cue;
}

// True where what stands before the string announces whole words.
bool Linker::is_introduced(const String& string) const {
    const auto& last = words_[string.left.end - 1];
    if (last.shape == Shape::colon) return true;
    const auto* cue = cue_before(string);
    if (last.shape == Shape::comma) return string.whole || (cue && !has_clause(*cue, string.left.end));
    const bool at_once = cue && (cue->words.end == string.left.end || last.is(Class::complementizer));
    return string.whole && at_once && string.inner.size() > 3 && cue->kind != CueClass::think;
}

// True where what follows the cue is a clause of its own: "said that whatever they do, ".
bool Linker::has_clause(const Cue& cue, Index end) const {
    for (auto i = cue.content; i < end; ++i)
        if (words_[i].is_verb() || words_[i].is(Class::complementizer)) return true;
    return false;
}

// What the sentence says before `end`, when it is more than "But" or "Still,": the beginning of what is
// reported, as in `The rain "will pass," X said` and `The rain, X said, "will pass"`.
Range Linker::lead_in(const String& string, Index end) const {
    auto i = string.left.begin;
    while (i < end && (!words_[i].is_word() || words_[i].any({Class::adverb, Class::conjunction}))) ++i;
    while (end > i && (!words_[end - 1].is_word() || words_[end - 1].is(Class::as))) --end;
    if (i >= end || words_[string.left.end - 1].shape == Shape::colon) return {};
    if (string.whole && end < string.left.end && words_[string.left.end - 1].shape == Shape::dash) return {};
    return {i, end};
}

// `X: "…"`, also a colon after a sentence without a cue: `Her answer was plain: "…"`.
std::optional<Linker::Attribution> Linker::label_before(const String& string) const {
    if (string.left.empty() || words_[string.left.end - 1].shape != Shape::colon) return std::nullopt;
    const auto colon = string.left.end - 1;
    auto begin = string.left.begin;
    for (auto i = begin; i < colon; ++i)
        if (words_[i].shape == Shape::dash) begin = i + 1;
    const auto subject = owner(mentions_.leading_subject(begin, colon));
    if (subject.empty()) return std::nullopt;
    if (!string.ends_sentence && !string.ends_in_comma) return std::nullopt;
    return Attribution{{colon, colon + 1}, {subject, subject}};
}

// "Her words", "the mayor's answer": the one whose words they are.
Range Linker::owner(Range subject) const {
    if (subject.size() < 2 || !words_[subject.end - 1].is(Class::saying)) return subject;
    if (words_[subject.begin].any({Class::possessive_male, Class::possessive_female}))
        return {subject.begin, subject.begin + 1};
    for (auto i = subject.begin + 1; i < subject.end; ++i)
        if (words_.is_clitic(i)) return {subject.begin, i};
    return subject;
}

// `Her words, "…", were heard`.
std::optional<Linker::Attribution> Linker::saying_before(const String& string) const {
    if (string.left.size() < 3 || !string.whole) return std::nullopt;
    const auto comma = string.left.end - 1;
    if (words_[comma].shape != Shape::comma || !words_[comma - 1].is(Class::saying)) return std::nullopt;
    const auto subject = mentions_.phrase_before(comma, string.left.begin);
    const auto speaker = owner(subject);
    if (speaker == subject) return std::nullopt;
    return Attribution{{comma - 1, comma}, {speaker, speaker}};
}

// ", in parliament." and nothing else.
bool Linker::says_where(Range rest) const {
    while (!rest.empty() && words_[rest.end - 1].shape == Shape::stop) --rest.end;
    if (rest.size() < 3 || rest.size() > most_words_of_place) return false;
    const auto first = rest.begin + 1;
    return words_[rest.begin].shape == Shape::comma && words_[first].is(Class::preposition) &&
           words_[first].sentence == words_[rest.end - 1].sentence && !words_.has_verb({first, rest.end});
}

// `"…" - X`, `"…" — X, mayor of Y`, `"…," X, in parliament`.
std::optional<Linker::Attribution> Linker::name_behind(const String& string) const {
    const auto right = string.right;
    const bool dash = !right.empty() && words_[right.begin].shape == Shape::dash;
    const auto begin = right.begin + (dash ? 1 : 0);
    if ((!dash && !string.ends_in_comma) || !lead_in(string, string.left.end).empty()) return std::nullopt;
    if (begin >= right.end || !words_[begin].is_capital()) return std::nullopt;
    const auto mention = mentions_.after(begin, right.end);
    const auto paragraph = words_.paragraph(string.quoted.paragraph);
    auto end = mention.words.end;
    if (!mention.empty() && says_where({end, paragraph.end}) && !string.title &&
        words_.has_verb(string.inner))
        end = paragraph.end;
    while (end < paragraph.end && words_[end].shape == Shape::stop) ++end;
    if (mention.empty() || end < paragraph.end) return std::nullopt;
    return Attribution{{}, mention};
}

void Linker::take(Index s, const Attribution& attribution) {
    join(s, quotations_.add(attribution.cue, attribution.speaker));
}

// Takes the string with what leads to it in its sentence.
void Linker::take(Index s, const Cue& cue, Range lead) {
    cues_[&cue - cues_.data()].used = true;
    const auto quotation = quotations_.add(cue.words, cue.speaker);
    auto& string = strings_[s];
    if (lead.empty()) return join(s, quotation);
    string.use = Use::partial;
    if (lead.end == string.left.end) {
        string.row =
            quotations_.add_piece({words_[lead.begin].span.begin, string.quoted.outer.end}, quotation);
    } else {
        quotations_.add_piece(words_.span(lead), quotation);
        string.row = quotations_.add_piece(string.said, quotation);
    }
}

void Linker::join(Index s, Index quotation) {
    auto& string = strings_[s];
    string.use = Use::direct;
    string.row = quotations_.add_piece(string.said, quotation);
}

}  // namespace quote_speech
