// SPDX-License-Identifier: MIT
#include "reported.hpp"

#include <algorithm>

namespace quote_speech {

namespace {

constexpr Index longest_clause = 400;  // words; bounds the time on texts without a full stop

}  // namespace

void ReportedFinder::find() {
    for (Index c = 0; c < cues_.size(); ++c) {
        auto& cue = cues_[c];
        if (cue.used || cue.speaker.empty()) continue;
        auto clause = clause_after(c);
        if (clause.size() < 2 || !is_trustworthy(cue, clause, true)) {
            clause = clause_before(c);
            if (clause.size() < 3 || !is_trustworthy(cue, clause, false)) continue;
        }
        add(cue, clause);
    }
}

// What follows the cue in its sentence, up to the next that tells of a saying.
Range ReportedFinder::clause_after(Index c) const {
    const auto& cue = cues_[c];
    const auto sentence = words_[cue.verb].sentence;
    const auto paragraph = words_[cue.verb].paragraph;
    const auto begin = cue.content;
    auto end = begin;
    while (end < words_.size() && end - begin < longest_clause && words_[end].sentence == sentence &&
           words_[end].paragraph == paragraph &&
           (words_[end].shape != Shape::semicolon || !words_[end].outside()))
        ++end;
    for (auto next = c + 1; next < cues_.size() && cues_[next].verb < end; ++next) {
        const auto& other = cues_[next];
        if (other.begin() <= begin || other.speaker.empty()) continue;
        auto cut = other.form == Form::ing ? other.words.begin : std::max(other.begin(), begin);
        if (other.speaker.words.begin <= cue.verb) cut = other.words.begin;  // and also said
        auto border = cut;
        while (border > begin && words_[border - 1].any({Class::conjunction, Class::adverb}) &&
               words_[border - 1].is_word())
            --border;
        const bool parted = border > begin && (border < cut || words_[border - 1].shape == Shape::comma);
        if (parted && border > begin + 1) {
            end = std::min(end, border);
            break;
        }
    }
    auto first = begin;
    while (first < end && words_[first].shape >= Shape::comma && words_[first].outside()) ++first;
    while (end > first && (words_[end - 1].shape >= Shape::comma) && words_[end - 1].outside()) --end;
    return {first, std::max(first, end)};
}

// What stands before the cue in its sentence: "…, X said".
Range ReportedFinder::clause_before(Index c) const {
    const auto& cue = cues_[c];
    const auto sentence = words_[cue.verb].sentence;
    const auto paragraph = words_[cue.verb].paragraph;
    auto end = cue.begin();
    if (end == 0 || end > cue.verb) return {};
    const auto& border = words_[end - 1];
    if (border.shape != Shape::comma && border.shape != Shape::mark) return {};
    auto begin = end;
    while (begin > 0 && end - begin < longest_clause && words_[begin - 1].sentence == sentence &&
           words_[begin - 1].paragraph == paragraph)
        --begin;
    if (c > 0 && cues_[c - 1].verb >= begin && !cues_[c - 1].speaker.empty() &&
        cues_[c - 1].kind != CueClass::voice)
        return {};
    while (end > begin && words_[end - 1].shape >= Shape::comma && words_[end - 1].outside()) --end;
    if (begin < end) begin = MentionFinder(words_).behind_dateline({begin, end});
    while (begin < end && words_[begin].outside() && words_[begin].is(Class::conjunction)) ++begin;
    return {begin, std::max(begin, end)};
}

// A clause has a verb of its own: "the talks had failed", but not "a plan that had failed".
bool ReportedFinder::has_verb(Range clause) const {
    for (auto i = clause.begin; i < clause.end; ++i) {
        const auto& word = words_[i];
        if (word.any({Class::relative, Class::complementizer, Class::infinitive}) && i > clause.begin)
            return false;
        const bool verb = word.is_verb() || word.cue != CueClass::none;
        if (verb && !words_.is_clitic(i)) return true;
        if (verb && word.is(Class::modal)) return true;
    }
    return false;
}

// Reported content can be told from a mere object: "said the talks had failed" but not "reported a profit".
bool ReportedFinder::is_trustworthy(const Cue& cue, Range clause, bool follows) const {
    const bool quoted = !strings_in(clause).empty();
    if (quoted) {
        const auto& string = strings_[strings_in(clause).begin];
        return cue.kind != CueClass::quote && (cue.kind != CueClass::voice || string.whole);
    }
    if (clause.size() < 3) return false;
    if (!follows)
        return cue.kind == CueClass::say || cue.kind == CueClass::phrase || cue.kind == CueClass::tell;
    if (cue.kind == CueClass::voice || cue.kind == CueClass::describe || cue.kind == CueClass::quote)
        return false;
    if (cue.that) return true;
    const bool noun_form = cue.form == Form::third || cue.form == Form::base;
    if (noun_form && words_[cue.verb].is(Class::noun)) return false;
    if (cue.kind == CueClass::ask) return words_[clause.begin].is(Class::subordinator);
    const auto& first = words_[clause.begin];
    if (words_[cue.content].shape == Shape::comma || first.is(Class::subordinator)) return false;
    if (cue.kind == CueClass::think && cue.form == Form::ing) return false;
    if (first.any({Class::preposition, Class::conjunction}) || first.shape >= Shape::comma) return false;
    return has_verb(clause);
}

// Numbers of the outermost strings that begin inside a range of words.
Range ReportedFinder::strings_in(Range range) const {
    const auto begins_before = [](const String& string, Index at) { return string.outer.begin < at; };
    const auto first = std::lower_bound(strings_.begin(), strings_.end(), range.begin, begins_before);
    const auto last = std::lower_bound(first, strings_.end(), range.end, begins_before);
    return {static_cast<Index>(first - strings_.begin()), static_cast<Index>(last - strings_.begin())};
}

void ReportedFinder::add(Cue& cue, Range clause) {
    cue.used = true;
    auto span = words_.span(clause);
    const auto inside = strings_in(clause);
    // A clause that is one string is what stands inside the marks.
    auto begin = clause.begin;
    if (cue.that && words_[begin].is(Class::complementizer)) ++begin;
    if (!inside.empty()) {
        const auto& first = strings_[inside.begin];
        const bool whole = first.outer.begin == begin && first.outer.end >= clause.end;
        if (whole && first.title) return;  // wrote "The Long Flood"
        if (whole) span = first.quoted.inner;
    }
    for (auto s = inside.begin; s < inside.end; ++s)
        if (strings_[s].quoted.parent == no_string && strings_[s].use == Use::direct) return;
    const auto row = quotations_.add_piece(span, quotations_.add(cue.words, cue.speaker));
    for (auto s = inside.begin; s < inside.end; ++s) {
        if (strings_[s].quoted.parent != no_string || strings_[s].row != nowhere || strings_[s].title)
            continue;
        strings_[s].use = Use::partial;
        strings_[s].row = row;
    }
}

}  // namespace quote_speech
