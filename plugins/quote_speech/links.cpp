// SPDX-License-Identifier: MIT
#include "links.hpp"

#include <algorithm>
#include <array>

namespace quote_speech {

namespace {

using quern::feature;
using quern::mix;

enum Template : std::uint64_t {
    link_bias = 200,
    roles_between,
    gap_size,
    gap_words,
    gap_signs,
    cue_word,
    cue_class,
    where,
    around,
    rank,
    rule_agrees,
    source_kind,
    marks,
    ends,
    cue_and_gap,
    piece_size,
    piece_gap,
};

constexpr Index most_steps = 10;      // parts looked at to either side
constexpr Index most_candidates = 3;  // of these, to either side

std::uint64_t bucket(std::uint64_t distance) {
    return distance <= 4 ? distance : distance <= 8 ? 5 : distance <= 16 ? 6 : distance <= 32 ? 7 : 8;
}

}  // namespace

void Links::read(const Words& words, const std::vector<String>& strings,
                 const std::vector<quern::Label>& tags, const Quotations& quotations) {
    words_ = &words;
    strings_ = &strings;
    quotations_ = &quotations;
    parts_.clear();
    auto last = Role::none;
    for (Index i = 0; i < words.size(); ++i) {
        const auto role = role_of(tags[i]);
        const auto opens = [&] {
            return begins(tags[i]) || role != last || words[i].paragraph != words[i - 1].paragraph;
        };
        if (role != Role::none && opens())
            parts_.push_back({{i, i + 1}, role});
        else if (role != Role::none)
            parts_.back().words.end = i + 1;
        last = role;
    }
    // The rules' quotations by part.
    ruled_.assign(parts_.size(), nowhere);
    const auto mark = [&](Range range, Role role, Index quotation) {
        auto at = std::lower_bound(parts_.begin(), parts_.end(), range.begin,
                                   [](const Part& part, Index word) { return part.words.end <= word; });
        for (; at != parts_.end() && at->words.begin < range.end; ++at)
            if (auto& ruled = ruled_[static_cast<std::size_t>(at - parts_.begin())];
                at->role == role && ruled == nowhere)
                ruled = quotation;
    };
    for (const auto& piece : quotations.pieces)
        mark(words.inside(piece.span), Role::content, piece.quotation);
    for (Index q = 0; q < quotations.all.size(); ++q) {
        mark(quotations.all[q].cue, Role::cue, q);
        mark(quotations.all[q].speaker.words, Role::source, q);
    }
}

Index Links::find(Range range, Role role) const {
    auto at = std::lower_bound(parts_.begin(), parts_.end(), range.begin,
                               [](const Part& part, Index word) { return part.words.end <= word; });
    for (; at != parts_.end() && at->words.begin < range.end; ++at)
        if (at->role == role) return static_cast<Index>(at - parts_.begin());
    return nowhere;
}

void Links::candidates(Index part, Role wanted, std::vector<Index>& found) const {
    found.clear();
    const auto& from = parts_[part];
    const bool bound = from.role == Role::content && !is_marked(from);
    const auto& words = *words_;
    const auto beyond = [&](Index i) {
        const auto& other = parts_[i];
        const auto &first = i < part ? other : from, &second = i < part ? from : other;
        const auto &end = words[first.words.end - 1], &begin = words[second.words.begin];
        if (bound) return end.sentence != begin.sentence;
        if (from.role == Role::cue) return end.paragraph != begin.paragraph;
        return begin.paragraph - end.paragraph > 1;
    };
    Index count = 0;
    for (auto i = part, steps = most_steps; i-- > 0 && steps-- > 0 && count < most_candidates;) {
        if (beyond(i)) break;
        if (parts_[i].role == wanted) found.push_back(i), ++count;
    }
    count = 0;
    for (auto i = part + 1, steps = most_steps; i < parts_.size() && steps-- > 0 && count < most_candidates;
         ++i) {
        if (beyond(i)) break;
        if (parts_[i].role == wanted) found.push_back(i), ++count;
    }
}

void Links::append(Index part, Index candidate, std::vector<quern::Feature>& to) const {
    const auto& words = *words_;
    const auto &from = parts_[part], &other = parts_[candidate];
    const auto kind = mix(static_cast<std::uint64_t>(from.role), candidate < part);
    const auto &left = candidate < part ? other : from, &right = candidate < part ? from : other;
    const Range gap{left.words.end, right.words.begin};
    const bool same_sentence = words[left.words.end - 1].sentence == words[right.words.begin].sentence;
    const bool same_paragraph = words[left.words.end - 1].paragraph == words[right.words.begin].paragraph;
    const auto& cue = from.role == Role::cue ? from : other;
    const auto& last = words[cue.words.end - 1];
    std::uint64_t roles = 0;
    const auto lo = std::min(part, candidate), hi = std::max(part, candidate);
    for (auto i = lo + 1; i < hi && i < lo + 5; ++i)
        roles = roles << 3 | static_cast<std::uint64_t>(parts_[i].role);
    const auto role_at = [&](std::int64_t i) {
        return i < 0 || i >= static_cast<std::int64_t>(parts_.size())
                   ? 9U
                   : static_cast<unsigned>(parts_[static_cast<std::size_t>(i)].role);
    };
    std::uint64_t signs = 0;
    for (auto i = gap.begin; i < gap.end && i < gap.begin + 40; ++i) {
        const auto& word = words[i];
        if (word.shape == Shape::stop) signs |= 1;
        if (word.shape == Shape::comma) signs |= 2;
        if (word.is_verb()) signs |= 4;
        if (word.any({Class::conjunction})) signs |= 8;
        if (word.shape == Shape::mark) signs |= 16;
        if (word.shape == Shape::colon) signs |= 32;
        if (word.any({Class::complementizer, Class::subordinator, Class::relative})) signs |= 64;
        if (word.shape == Shape::semicolon || word.shape == Shape::dash) signs |= 128;
        if (word.any({Class::pronoun_male, Class::pronoun_female, Class::pronoun_plural,
                      Class::pronoun_neuter, Class::pronoun_self}))
            signs |= 256;
    }
    const auto place = mix(same_sentence, same_paragraph);
    to.push_back(feature(link_bias, kind));
    to.push_back(feature(where, kind, place));
    to.push_back(feature(roles_between, mix(kind, roles), place));
    to.push_back(feature(gap_size, kind, bucket(gap.size())));
    to.push_back(feature(gap_signs, mix(kind, signs), place));
    if (gap.size() <= 3) {
        std::uint64_t all = gap.size();
        for (auto i = gap.begin; i < gap.end; ++i) all = mix(all, words[i].small);
        to.push_back(feature(gap_words, kind, all));
    }
    const auto cue_kind =
        mix(static_cast<std::uint64_t>(words[cue.words.begin].cue), static_cast<std::uint64_t>(last.form));
    to.push_back(feature(cue_word, mix(kind, last.small), roles));
    to.push_back(feature(cue_class, mix(kind, cue_kind), roles));
    to.push_back(feature(cue_and_gap, mix(kind, cue_kind), signs));
    to.push_back(feature(around, mix(kind, role_at(std::int64_t{candidate} - 1)),
                         mix(role_at(std::int64_t{candidate} + 1), roles)));
    to.push_back(feature(around, mix(mix(kind, 3), role_at(std::int64_t{part} - 1)),
                         mix(role_at(std::int64_t{part} + 1), roles)));
    const auto rule_here = ruled_[part], rule_there = ruled_[candidate];
    const auto agrees = rule_here == nowhere      ? (rule_there == nowhere ? 0 : 1)
                        : rule_there == nowhere   ? 2
                        : rule_here == rule_there ? 3
                                                  : 4;
    to.push_back(feature(rule_agrees, kind, agrees));
    to.push_back(feature(rule_agrees, mix(kind, agrees), mix(roles, place)));
    to.push_back(feature(marks, mix(kind, is_marked(from)), mix(is_marked(other), place)));
    const auto& before_gap = words[left.words.end - 1];
    const auto& in_front = left.words.end >= 2 ? words[left.words.end - 2] : before_gap;
    to.push_back(feature(ends, mix(kind, static_cast<std::uint64_t>(before_gap.shape)),
                         mix(static_cast<std::uint64_t>(in_front.shape), roles)));
    if (other.role == Role::content) {
        const auto size = mix(bucket(from.words.size()), bucket(other.words.size()));
        to.push_back(feature(piece_size, mix(kind, place), size));
        to.push_back(feature(piece_size, mix(mix(kind, 1), roles), bucket(from.words.size())));
        to.push_back(feature(piece_gap, mix(kind, words[from.words.begin].small), roles));
        to.push_back(
            feature(piece_gap, mix(mix(kind, 1), words[gap.empty() ? gap.begin : gap.end - 1].small), roles));
    }
    if (other.role == Role::source) {
        const auto& head = words[other.words.begin];
        const auto named = mix(head.name, mix(head.classes.bits(), other.words.size() == 1));
        to.push_back(feature(source_kind, mix(kind, named), roles));
        to.push_back(feature(source_kind, mix(kind, named), mix(cue_kind, 5)));
    }
}

}  // namespace quote_speech
