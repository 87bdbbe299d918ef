// SPDX-License-Identifier: MIT
#include "assembler.hpp"

#include <algorithm>

#include "sources.hpp"

namespace quote_speech {

namespace {

// How much must speak for a link. Nearly every cue has a source; words without marks rarely go with speech in
// marks that has the same cue. Chosen on one half of the articles, where the other half had been learnt.
constexpr quern::Score least_for_cue = 60, least_for_source = -300, least_for_piece = 300;

bool overlap(Range a, Range b) {
    return a.begin < b.end && b.begin < a.end;
}

bool is_edge(const Word& word) {
    return word.outside() && Shape::comma <= word.shape && word.shape <= Shape::dash;
}

}  // namespace

void Assembler::assemble(const QuoteModel& model, Reading& reading, std::vector<quern::Label>& labels) {
    model_ = &model;
    reading_ = &reading;
    auto& strings = reading.strings->all();
    fill_strings(labels);
    keep_speakers(labels);
    fill_ends(labels);
    links_.read(reading.words, strings, labels, reading.quotations);
    const auto& parts = links_.parts();
    made_.clear();
    of_cue_.assign(parts.size(), nowhere);
    of_rule_.assign(reading.quotations.all.size(), nowhere);
    first_of_.clear();
    for (auto& string : strings) string.row = nowhere;
    for (Index part = 0; part < parts.size(); ++part) {
        if (parts[part].role != Role::content) continue;
        const auto quotation = quotation_for(part);
        if (quotation == nowhere) continue;
        if (const auto rule = links_.ruled(part); rule != nowhere && of_rule_[rule] == nowhere)
            of_rule_[rule] = quotation;
        first_of_.resize(made_.all.size(), nowhere);
        auto& first = first_of_[quotation];
        if (first == nowhere || links_.is_marked(parts[part])) first = part;
        add_piece(part, quotation);
    }
    for (auto& string : strings)
        if (string.row == nowhere) string.use = Use::none;
    std::swap(reading.quotations, made_);
}

// Nothing is said there, nor goes on behind it.
void Assembler::silence(Range range, std::vector<quern::Label>& labels) {
    std::fill(labels.begin() + range.begin, labels.begin() + range.end, no_tag);
    if (range.end < labels.size() && labels[range.end] == in_content) labels[range.end] = begin_content;
}

// Strings in marks are said as a whole or not at all; those that the rules take for speech are.
void Assembler::fill_strings(std::vector<quern::Label>& labels) const {
    const auto& words = reading_->words;
    for (const auto& string : reading_->strings->all()) {
        if (string.quoted.parent != no_string || string.inner.empty()) continue;
        if (string.aside) {
            silence(string.outer, labels);
            continue;
        }
        Index said = 0;
        for (auto i = string.inner.begin; i < string.inner.end; ++i)
            said += role_of(labels[i]) == Role::content;
        if (2 * said < string.inner.size() && string.use != Use::direct) continue;
        const auto first = string.outer.begin, end = string.outer.end;
        const auto goes_on = [&] {
            if (first == 0 || role_of(labels[first - 1]) != Role::content) return false;
            const auto& before = words[first - 1];
            return before.outside() && before.sentence == words[string.inner.begin].sentence &&
                   !(is_edge(before) && string.use == Use::direct);
        };
        labels[first] = goes_on() ? in_content : begin_content;
        std::fill(labels.begin() + first + 1, labels.begin() + end, in_content);
        // What follows in the same sentence goes on; the next sentence does not.
        if (end < words.size() && labels[end] == in_content && words[end].sentence != words[end - 1].sentence)
            labels[end] = begin_content;
    }
}

// Of speech in marks the rules know best who speaks: "said an official who asked not to be named" is one
// source, and in "X, in a wet coat, said" nothing is said between the two.
void Assembler::keep_speakers(std::vector<quern::Label>& labels) const {
    const auto& words = reading_->words;
    const auto& ruled = reading_->quotations;
    for (const auto& string : reading_->strings->all()) {
        if (string.use != Use::direct || string.row == nowhere) continue;
        const auto& quotation = ruled.all[ruled.pieces[string.row].quotation];
        const auto speaker = quotation.speaker.words;
        if (speaker.empty() || !words[speaker.begin].outside()) continue;
        labels[speaker.begin] = begin_source;
        std::fill(labels.begin() + speaker.begin + 1, labels.begin() + speaker.end, in_source);
        if (speaker.end < labels.size() && !begins(labels[speaker.end]) &&
            role_of(labels[speaker.end]) == Role::source)
            labels[speaker.end] = no_tag;
        auto end = speaker.end;
        while (end < quotation.cue.begin && words[end].outside() && words[end].cue == CueClass::none &&
               words[end].sentence == words[speaker.begin].sentence)
            ++end;
        if (end != quotation.cue.begin) continue;  // another saying, or another sentence, lies between
        for (auto i = speaker.end; i < end; ++i)
            if (role_of(labels[i]) == Role::content) labels[i] = no_tag;
    }
}

// "The river will rise | again on Friday, X warned": what is said goes on to the comma before who said it.
void Assembler::fill_ends(std::vector<quern::Label>& labels) const {
    constexpr Index longest = 8;  // words
    const auto& words = reading_->words;
    for (Index i = 1; i < words.size(); ++i) {
        if (labels[i] != no_tag || role_of(labels[i - 1]) != Role::content) continue;
        auto end = i;
        const auto goes_on = [&](Index k) {
            return k < words.size() && labels[k] == no_tag && words[k].outside() &&
                   words[k].sentence == words[i - 1].sentence;
        };
        while (end - i < longest && goes_on(end) && words[end].shape <= Shape::number) ++end;
        if (end == i || !goes_on(end) || words[end].shape != Shape::comma || end + 1 == words.size())
            continue;
        const auto next = role_of(labels[end + 1]);
        if (next == Role::source || next == Role::cue)
            std::fill(labels.begin() + i, labels.begin() + end, in_content);
    }
}

// The quotation that a part is a piece of; nowhere when nothing tells of it.
Index Assembler::quotation_for(Index part) {
    const auto& ruled = reading_->quotations;
    const auto rule = links_.ruled(part);
    const auto& content = links_.parts()[part];
    if (links_.is_title(content) && !links_.is_ruled_speech(content)) return nowhere;
    if (rule != nowhere && links_.is_marked(content) && !ruled.all[rule].speaker.empty())
        return by_rules(part, rule);
    // One word without marks is nothing that anybody said.
    Index said = 0;
    for (auto i = content.words.begin; i < content.words.end; ++i) said += reading_->words[i].is_word();
    if (said < 2 && rule == nowhere && !links_.is_marked(content)) return nowhere;
    // "Few believe that the river will rise, X said": that is what few believe, whatever X said of it.
    if (tells_clause(part)) return by_cue(part, part - 1);
    if (const auto cue = best(part, Role::cue); cue.part != nowhere && cue.score > least_for_cue) {
        const bool told = links_.is_marked(content) || !is_nobodys(cue.part);
        return told ? by_cue(part, cue.part) : nowhere;
    }
    if (rule == nowhere) return nowhere;
    return of_rule_[rule] != nowhere ? of_rule_[rule]
                                     : made_.add(ruled.all[rule].cue, ruled.all[rule].speaker);
}

// Whether a part begins with "that" right behind a cue that somebody is the source of.
bool Assembler::tells_clause(Index part) {
    const auto& parts = links_.parts();
    if (part == 0 || parts[part - 1].role != Role::cue) return false;
    const auto first = parts[part].words.begin;
    return parts[part - 1].words.end == first && reading_->words[first].is(Class::complementizer) &&
           !source_of(part - 1).empty() && !is_nobodys(part - 1);
}

// Speech in marks whose speaker the rules know. The model says where exactly the cue begins and ends.
Index Assembler::by_rules(Index part, Index rule) {
    if (of_rule_[rule] != nowhere) return of_rule_[rule];
    const auto& ruled = reading_->quotations.all[rule];
    const auto cue = links_.find(ruled.cue, Role::cue);
    if (cue != nowhere && of_cue_[cue] != nowhere) {
        const auto first = first_of_[of_cue_[cue]];
        if (links_.is_marked(links_.parts()[first]) || go_together(first, part)) return of_cue_[cue];
    }
    const auto quotation = made_.add(cue == nowhere ? ruled.cue : links_.parts()[cue].words, ruled.speaker);
    if (cue != nowhere) of_cue_[cue] = quotation;
    return quotation;
}

Index Assembler::by_cue(Index part, Index cue) {
    const auto& parts = links_.parts();
    auto& quotation = of_cue_[cue];
    if (quotation == nowhere)
        return quotation = made_.add(parts[cue].words, speaker_of(cue, links_.ruled(part)));
    // Words without marks go with those in marks only where much speaks for it.
    const auto first = first_of_[quotation];
    const bool marked = links_.is_marked(parts[part]);
    if (links_.is_marked(parts[first]) == marked) return quotation;
    if (marked ? go_together(first, part) : go_together(part, first)) return quotation;
    const auto told = made_.all[quotation];
    const auto another = made_.add(told.cue, told.speaker);
    if (marked) quotation = another;
    return another;
}

// Whether a part without marks and one in marks are pieces of one quotation.
bool Assembler::go_together(Index part, Index other) {
    return link(part, other) > least_for_piece;
}

quern::Score Assembler::link(Index part, Index other) {
    row_.clear();
    links_.append(part, other, row_);
    return model_->link(row_);
}

Assembler::Choice Assembler::best(Index part, Role wanted) {
    Choice choice;
    links_.candidates(part, wanted, candidates_);
    for (const auto candidate : candidates_) {
        const auto score = link(part, candidate);
        if (choice.part == nowhere || score > choice.score) choice = {candidate, score};
    }
    return choice;
}

// "That said, the river rose" tells of no saying.
bool Assembler::is_nobodys(Index cue) {
    const auto& words = reading_->words;
    const auto verb = links_.parts()[cue].words.begin;
    if (verb > 0 && words[verb - 1].is(Class::complementizer) && !can_speak(words, {verb - 1, verb}))
        return true;
    const auto source = source_of(cue);
    return !source.empty() && !can_speak(words, source);
}

// The words of the source that a cue goes with; empty where it has none.
Range Assembler::source_of(Index cue) {
    const auto source = best(cue, Role::source);
    const bool linked = source.part != nowhere && source.score > least_for_source;
    return linked ? links_.parts()[source.part].words : Range{};
}

Mention Assembler::speaker_of(Index cue, Index rule) {
    const auto source = source_of(cue);
    const auto ruled = rule == nowhere ? Quotation{} : reading_->quotations.all[rule];
    if (!source.empty() && can_speak(reading_->words, source))
        return mention_of(reading_->words, source, ruled.speaker);
    return overlap(ruled.cue, links_.parts()[cue].words) ? ruled.speaker : Mention{};
}

// `called the plan "a curse"`, `wrote of "dark times"`, `said that "The river will take it all."`: words for
// a thing, or the rest of a clause, and no sentence that was said.
bool Assembler::is_part_of_sentence(const String& string, Range cue) const {
    const auto& words = reading_->words;
    const auto left = string.left;
    if (left.empty()) return false;
    const auto& last = words[left.end - 1];
    // "He had said before, …": few words govern what stands behind a comma.
    const bool comma = last.shape == Shape::comma && left.size() > 1;
    if (comma && words[left.end - 2].is(Class::governs)) return true;
    const bool opens = last.any({Class::complementizer, Class::subordinator, Class::infinitive, Class::as});
    if (last.is_word() && opens) return true;
    if (string.whole) return false;
    // `said that by noon, "it will be gone"` goes on with the clause.
    for (auto i = std::max(cue.end, left.begin); !cue.empty() && i < left.end; ++i)
        if (words[i].is(Class::complementizer)) return true;
    if (!last.is_word()) return false;
    return last.any({Class::conjunction, Class::auxiliary, Class::of}) || last.cue == CueClass::describe ||
           tells_thing(string, cue);
}

// Whether a cue tells of a thing and not of a saying, or stands apart from a few words without a verb.
bool Assembler::tells_thing(const String& string, Range cue) const {
    constexpr Index longest = 3;  // words
    const auto& words = reading_->words;
    const auto has = [&](CueClass kind) {
        for (auto i = cue.begin; i < cue.end; ++i)
            if (words[i].cue == kind) return true;
        return false;
    };
    if (has(CueClass::describe)) return true;
    if (has(CueClass::tell) || has(CueClass::ask) || cue.end == string.left.end) return false;
    Index count = 0;
    for (auto i = string.inner.begin; i < string.inner.end; ++i) count += words[i].is_word();
    return count <= longest && !words.has_verb(string.inner);
}

void Assembler::add_piece(Index part, Index quotation) {
    const auto& words = reading_->words;
    auto& strings = reading_->strings->all();
    auto range = links_.parts()[part].words;
    range.begin = MentionFinder(words).behind_dateline(range);
    while (range.begin < range.end && is_edge(words[range.begin])) ++range.begin;
    while (range.begin < range.end && is_edge(words[range.end - 1])) --range.end;
    if (range.empty()) return;
    // A part that is one string is what stands inside the marks.
    const auto number = words[range.begin].quoted;
    const bool alone = number != nowhere && strings[number].outer.begin == range.begin &&
                       strings[number].outer.end >= range.end;
    // What goes on with a quotation is said as the rest of it.
    const bool goes_on = !made_.pieces.empty() && made_.pieces.back().quotation == quotation;
    const bool partial = alone && !goes_on && is_part_of_sentence(strings[number], made_.all[quotation].cue);
    const bool whole = alone && !partial;
    const auto row = made_.add_piece(whole ? strings[number].said : words.span(range), quotation, partial);
    for (auto i = range.begin; i < range.end; ++i) {
        if (words[i].quoted == nowhere) continue;
        auto& string = strings[words[i].quoted];
        if (string.row != nowhere || (!whole && string.title)) continue;
        string.row = row;
        string.use = whole ? Use::direct : Use::partial;
    }
}

}  // namespace quote_speech
