// SPDX-License-Identifier: MIT
// Which parts belong together: the content with its cue, the cue with its source.
#pragma once

#include <vector>

#include <quern/sequence_model.hpp>

#include "quotations.hpp"
#include "strings.hpp"
#include "tags.hpp"
#include "words.hpp"

namespace quote_speech {

// The parts of a document, in order, none of which overlap.
class Links {
public:
    // `quotations`: of the rules.
    void read(const Words& words, const std::vector<String>& strings, const std::vector<quern::Label>& tags,
              const Quotations& quotations);

    const std::vector<Part>& parts() const { return parts_; }
    // Those that a part may be linked to, the nearest first on either side.
    void candidates(Index part, Role wanted, std::vector<Index>& found) const;
    // What speaks for or against a link; `rank` is the candidate's number among those.
    void append(Index part, Index candidate, std::vector<quern::Feature>& to) const;

    // The quotation of the rules that overlaps a part in the same role; nowhere if there is none.
    Index ruled(Index part) const { return ruled_[part]; }

    // The part of this role that overlaps a range of words; nowhere if there is none.
    Index find(Range words, Role role) const;
    // Whether a part is nothing but the name of a work in marks, or begins with one that a comma closes: who
    // wrote “The Long Flood”, was at the gate.
    bool is_title(const Part& part) const {
        const auto number = (*words_)[part.words.begin].quoted;
        if (number == nowhere) return false;
        const auto& string = (*strings_)[number];
        return string.title && (string.ends_in_comma || string.outer.end >= part.words.end);
    }
    // Whether the rules take the string for speech that a part begins with.
    bool is_ruled_speech(const Part& part) const {
        const auto number = (*words_)[part.words.begin].quoted;
        return number != nowhere && (*strings_)[number].use == Use::direct;
    }
    // Whether a part begins inside marks, or with them.
    bool is_marked(const Part& part) const {
        const auto& first = (*words_)[part.words.begin];
        return first.quoted != nowhere || first.shape == Shape::mark;
    }

private:
    const Words* words_ = nullptr;
    const std::vector<String>* strings_ = nullptr;
    const Quotations* quotations_ = nullptr;
    std::vector<Part> parts_;
    std::vector<Index> ruled_;
    std::vector<Index> by_word_;
};

}  // namespace quote_speech
