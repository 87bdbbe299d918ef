// SPDX-License-Identifier: MIT
// The tokens of a document as the rules look at them.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <quern/document.hpp>

#include "lexicon.hpp"

namespace tag_entities {

enum class Shape : std::uint8_t { lower, capital, capitals, initial, number, mark };

struct Word {
    quern::Span span;
    std::string_view text;
    std::uint32_t flags = 0;
    Shape shape = Shape::lower;
    bool starts = false;   // the first word of its sentence, marks aside
    bool heading = false;  // in a heading, or among words that all begin with capitals
    bool glued = false;    // no space in front
    bool ends = false;     // the last token of its sentence

    bool is(std::uint32_t any_of) const { return (flags & any_of) != 0; }
    bool named() const {
        return shape == Shape::capital || shape == Shape::capitals || shape == Shape::initial;
    }
};

// Memory that is used again from document to document.
struct Words {
    std::vector<Word> list;
    std::unordered_set<std::string_view> lower;    // words seen in lower case
    std::unordered_set<std::string_view> capital;  // words seen with a capital inside a sentence

    void read(const quern::Document& document, const Lexicon& lexicon);
};

}  // namespace tag_entities
