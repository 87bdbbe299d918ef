// SPDX-License-Identifier: MIT
// Finds the mention of a speaker beside a verb of saying: before it ("X, the mayor, said") and after it
// ("said X, the mayor of Y, who …").
#pragma once

#include "words.hpp"

namespace quote_speech {

// A speaker as told. `core` is the part that names or describes, without appositions and relative clauses
// between commas.
struct Mention {
    Range words;
    Range core;

    bool empty() const { return words.empty(); }
};

class MentionFinder {
public:
    explicit MentionFinder(const Words& words) : words_(words) {}

    // The subject of the verb group that begins at `verb`; looks no further back than `limit`.
    Mention before(Index verb, Index limit) const;

    // The subject that follows a verb, at `begin`; looks no further than `limit`.
    Mention after(Index begin, Index limit) const;

    // The noun phrase that ends before `end`; empty where there is none. A tight one takes no "of …" along.
    Range phrase_before(Index end, Index limit, bool tight = false) const;

    // The subject that the words from `begin` on open with, once adverbs and the like are passed.
    Range leading_subject(Index begin, Index end) const;

    // Where a range begins once a dateline in front of a paragraph is passed.
    Index behind_dateline(Range range) const;

    // True for a phrase with a name or a role in it.
    bool tells_person(Range phrase) const;

    // True for a pronoun that can be a subject.
    bool is_subject_pronoun(Index i) const;

private:
    bool is_content(Index i) const;
    bool may_join_before(Index i, Index end, Index limit, bool tight) const;
    Mention across_commas(Index comma, Index limit) const;
    Mention across_clause(Index verb, Index limit) const;
    Index pass_time_back(Index end, Index limit) const;
    bool has_office(Range phrase) const;
    bool opens_apposition(Range part) const;
    bool opens_adverbial(Index i) const;
    bool starts_phrase(Index i) const;
    Index parenthesis_before(Index end, Index limit) const;
    Index pass_dateline(Index begin, Index end) const;
    Index core_end(Index begin, Index limit) const;
    Index appositions_end(Index end, Index limit) const;
    bool tells_setting(Index preposition, Index limit) const;
    bool is_bare_name(Range phrase) const;

    const Words& words_;
};

}  // namespace quote_speech
