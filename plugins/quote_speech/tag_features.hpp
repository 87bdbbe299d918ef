// SPDX-License-Identifier: MIT
// What the model sees of each word: its form and its neighbours', the verbs of saying and the strings in
// marks around it, what the rules make of it, and what a first pass of the model did.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <quern/sequence_model.hpp>

#include "strings.hpp"
#include "tag_view.hpp"
#include "tags.hpp"
#include "words.hpp"

namespace quote_speech {

class TagFeatures {
public:
    // One document; `ruled` has the label that the rules give to each word. Words are known by their numbers
    // in the view from here on.
    void read(const Words& words, const std::vector<String>& strings, const std::vector<quern::Label>& ruled);
    const TagView& view() const { return view_; }

    // A word's features come in three parts, all appended to `to`.
    // Of a word as seen from another, at -2 to 2 of it: these depend on nothing but form() and the offset.
    static constexpr int reach = 2;
    void append_of_word(Index word, int offset, std::vector<quern::Feature>& to) const;
    // What stands in the place of a word beyond the sentence.
    static void append_of_edge(int offset, std::vector<quern::Feature>& to);
    // What append_of_word() looks at.
    std::uint64_t form(Index word) const;
    // Of several words together, the strings in marks, the rules.
    void append_of_place(Range sentence, Index word, std::vector<quern::Feature>& to) const;

    // Of the labels of a first pass, once it has been told of them.
    void look_again(const std::vector<quern::Label>& guesses);
    void append_of_guesses(Range sentence, Index word, std::vector<quern::Feature>& to) const;

private:
    // What lies to one side of a word, as far as its sentence goes.
    struct Side {
        Index cue = nowhere;        // the nearest verb of saying outside marks
        Index mark = nowhere;       // the nearest quotation mark
        Index cue_part = nowhere;   // the nearest cue of the first pass: a number in parts_
        std::uint64_t pattern = 0;  // roles of the parts of the first pass, the nearest last
    };
    // How many of something stand before a word.
    struct Counts {
        Index commas = 0, verbs = 0, openers = 0, marks = 0;
    };

    const Word& at(Index word) const { return (*words_)[view_.words()[word]]; }
    void look_around(Range sentence);
    void collect_parts(Range sentence);
    std::uint64_t between(Index a, Index b) const;
    std::uint64_t place_in_string(Index word) const;
    void append_of_cue(std::uint64_t kind, Index cue, Index word, std::uint64_t inside,
                       std::vector<quern::Feature>& to) const;

    const Words* words_ = nullptr;
    const std::vector<String>* strings_ = nullptr;
    TagView view_;
    std::vector<quern::Label> ruled_, guesses_;
    std::vector<Counts> before_;
    std::vector<Side> left_, right_;
    std::vector<Part> parts_;           // of the first pass
    std::vector<std::uint64_t> whole_;  // the pattern of each word's sentence
};

}  // namespace quote_speech
