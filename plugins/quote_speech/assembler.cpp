// SPDX-License-Identifier: MIT
#include "assembler.hpp"

#include <algorithm>
#include <cstdlib>

namespace quote_speech {

namespace {
int opt(const char* name, int value) {
    const auto* given = std::getenv(name);
    return given ? std::atoi(given) : value;
}
}

void Assembler::fill_strings(const Reading& reading, std::vector<quern::Label>& tags) {
    const auto& words = reading.words;
    for (const auto& string : reading.strings->all()) {
        if (string.quoted.parent != no_string || string.inner.empty()) continue;
        Index said = 0;
        for (auto i = string.inner.begin; i < string.inner.end; ++i) said += role_of(tags[i]) == Role::content;
        static const int keep = opt("KEEP_DIRECT", 1);
        if (2 * said < string.inner.size() && !(keep && string.use == Use::direct)) continue;
        const auto first = string.outer.begin;
        static const int snap = opt("SNAP", 1);
        const auto before = first > 0 ? words[first - 1].shape : Shape::other;
        const bool goes_on = first > 0 && !(snap && string.use == Use::direct && (before == Shape::comma || before == Shape::colon)) && words[first - 1].outside() && role_of(tags[first - 1]) == Role::content &&
                             words[first - 1].sentence == words[string.inner.begin].sentence;
        for (auto i = first; i < string.outer.end; ++i) tags[i] = i == first && !goes_on ? begin_content : in_content;
        // What follows in the same sentence goes on; the next string does not.
        if (string.outer.end < words.size() && tags[string.outer.end] == in_content &&
            words[string.outer.end].sentence != words[string.outer.end - 1].sentence)
            tags[string.outer.end] = begin_content;
    }
}

Assembler::Choice Assembler::best(const QuoteModel& model, Index part, Role wanted) {
    Choice choice;
    links_.candidates(part, wanted, candidates_);
    for (const auto candidate : candidates_) {
        row_.clear();
        links_.append(part, candidate, row_);
        const auto score = model.link(row_);
        if (choice.part != nowhere && score <= choice.score) continue;
        choice = {candidate, score};
    }
    return choice;
}

// The source as told; its core ends at the first comma.
Mention Assembler::mention_of(const Reading& reading, Range source) const {
    auto core = source;
    for (auto i = source.begin + 1; i < source.end; ++i)
        if (reading.words[i].shape == Shape::comma) {
            core.end = i;
            break;
        }
    return {source, core};
}

void Assembler::assemble(const QuoteModel& model, Reading& reading, std::vector<quern::Label>& tags) {
    auto& words = reading.words;
    auto& strings = reading.strings->all();
    auto& ruled = reading.quotations;
    fill_strings(reading, tags);
    links_.read(words, strings, tags, ruled);
    const auto& parts = links_.parts();
    made_.clear();
    quotation_of_.assign(parts.size(), nowhere);
    first_of_.clear();
    std::vector<Index> of_rule(ruled.all.size(), nowhere);
    for (auto& string : strings) string.row = nowhere, string.use = Use::none;
    for (Index p = 0; p < parts.size(); ++p) {
        const auto& part = parts[p];
        if (part.role != Role::content) continue;
        auto range = part.words;
        auto cue = best(model, p, Role::cue);
        static const int least = opt("LEAST_CUE", 0);
        auto quotation = nowhere;
        const auto rule = links_.ruled(p);
        static const int drop = opt("DROP", 1), pieces = opt("PIECES", 0);
        const bool marked = links_.is_marked(part);
        if (drop && rule == nowhere && (cue.part == nowhere || cue.score <= least || (links_.is_title(part) && opt("TITLE", 1)))) continue;
        static const int by_rule = opt("RULE_DIRECT", 1);
        const bool ruled_direct = by_rule && marked && rule != nowhere && !ruled.all[rule].speaker.empty();
        if (ruled_direct && of_rule[rule] != nowhere) {
            quotation = of_rule[rule];
        } else if (const auto told = ruled_direct ? links_.find(ruled.all[rule].cue, Role::cue) : nowhere; ruled_direct) {
            const auto source = links_.find(ruled.all[rule].speaker.words, Role::source);
            const Mention who = source == nowhere ? ruled.all[rule].speaker : mention_of(reading, parts[source].words);
            const auto words_of_cue = told == nowhere ? ruled.all[rule].cue : parts[told].words;
            if (told != nowhere && quotation_of_[told] != nowhere && links_.is_marked(parts[first_of_[quotation_of_[told]]]))
                quotation = quotation_of_[told];
            else
                quotation = made_.add(words_of_cue, who);
            if (told != nowhere) {
                const auto other = quotation_of_[told];
                if (other != nowhere && other != quotation) {
                    // Words without marks in front.
                    row_.clear();
                    links_.append(first_of_[other], p, row_);
                    if (model.link(row_) > pieces) {
                        made_.all.pop_back();
                        quotation = other;
                    }
                }
                quotation_of_[told] = quotation;
            }
        } else if (cue.part != nowhere && cue.score > least) {
            quotation = quotation_of_[cue.part];
            // Words without marks go with those in marks only where much speaks for it.
            if (quotation != nowhere && first_of_.size() > quotation) {
                const auto first = first_of_[quotation];
                if (links_.is_marked(parts[first]) != marked) {
                    row_.clear();
                    links_.append(marked ? first : p, marked ? p : first, row_);
                    if (model.link(row_) <= pieces) {
                        made_.all.push_back(made_.all[quotation]);
                        quotation = static_cast<Index>(made_.all.size() - 1);
                        if (marked) quotation_of_[cue.part] = quotation;
                    }
                }
            }
            if (quotation == nowhere) {
                const auto source = best(model, cue.part, Role::source);
                Mention who;
                static const int least_source = opt("LEAST_SOURCE", -300);
                if (source.part != nowhere && source.score > least_source) {
                    who = mention_of(reading, parts[source.part].words);
                } else if (rule != nowhere && ruled.all[rule].cue.begin < parts[cue.part].words.end && parts[cue.part].words.begin < ruled.all[rule].cue.end) {
                    who = ruled.all[rule].speaker;
                }
                quotation = quotation_of_[cue.part] = made_.add(parts[cue.part].words, who);
            }
        } else if (rule != nowhere) {
            if (of_rule[rule] == nowhere) of_rule[rule] = made_.add(ruled.all[rule].cue, ruled.all[rule].speaker);
            quotation = of_rule[rule];
        } else {
            quotation = made_.add({}, {});
        }
        if (rule != nowhere && of_rule[rule] == nowhere) of_rule[rule] = quotation;
        quotation_of_[p] = quotation;
        first_of_.resize(made_.all.size(), nowhere);
        if (first_of_[quotation] == nowhere || marked) first_of_[quotation] = p;
        // A part that is one string is what stands inside the marks.
        auto span = words.span(range);
        const auto number = words[range.begin].shape == Shape::mark && range.size() > 1 ? words[range.begin + 1].quoted : words[range.begin].quoted;
        const bool whole = number != nowhere && strings[number].outer.begin >= range.begin && strings[number].outer.end >= range.end && strings[number].outer.begin <= range.begin + 0;
        if (whole) span = strings[number].quoted.inner;
        const auto row = made_.add_piece(span, quotation);
        for (auto i = range.begin; i < range.end; ++i) {
            if (words[i].quoted == nowhere) continue;
            auto& string = strings[words[i].quoted];
            if (string.row != nowhere || string.quoted.parent != no_string) continue;
            string.row = row;
            string.use = whole ? Use::direct : Use::partial;
        }
    }
    std::swap(reading.quotations, made_);
}

}  // namespace quote_speech
