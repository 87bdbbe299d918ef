// SPDX-License-Identifier: MIT
// The words of a document with what the language file knows of them: what all rules look at.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <quern/document.hpp>
#include <quern/span.hpp>

#include "language.hpp"

namespace quote_speech {

using quern::Span;

enum class Shape : std::uint8_t {
    lower,    // a word in small letters
    capital,  // begins with a capital
    number,
    comma,
    stop,  // . ! ? …
    colon,
    semicolon,
    dash,
    hyphen,  // a dash between two words without blanks
    open,    // ( [
    close,   // ) ]
    mark,    // a quotation mark, once the marks are read
    other,
};

using Index = std::uint32_t;
constexpr Index nowhere = ~Index{0};

// A half-open range of words.
struct Range {
    Index begin = 0, end = 0;

    constexpr Index size() const { return end - begin; }
    constexpr bool empty() const { return begin >= end; }
    constexpr bool contains(Index word) const { return begin <= word && word < end; }
    friend constexpr bool operator==(Range, Range) = default;
};

struct Word {
    Span span;
    Classes classes;
    CueClass cue = CueClass::none;
    Form form = Form::base;
    Shape shape = Shape::other;
    bool capitals = false;     // nothing but capitals, two or more: NATO
    bool joined = false;       // no blank before it
    bool nickname = false;     // or one of the marks around it
    Index sentence = 0;        // number of its sentence
    Index paragraph = 0;       // number of its block
    Index quoted = nowhere;    // the string in marks that it stands in: the outermost
    std::uint64_t small = 0;   // hash of its small letters
    std::uint64_t stem = 0;    // of what is left of them without an ending
    std::uint64_t ending = 0;  // of its last three bytes
    std::uint8_t name = 0;     // 0 for none, else its label in the layer entities
    bool begins_name = false;

    bool is(Class one) const { return classes.has(one); }
    bool any(Classes others) const { return classes.any(others); }
    bool is_word() const { return shape <= Shape::number; }
    bool is_capital() const { return shape == Shape::capital; }
    bool is_verb() const { return any({Class::verb, Class::auxiliary, Class::past}); }
    bool outside() const { return quoted == nowhere && shape != Shape::mark; }
};

// True for words that are equal but for capitals: "von" and "Von".
bool same_letters(std::string_view a, std::string_view b);

class Words {
public:
    // Reads the layers; what was read before is forgotten.
    void read(const quern::Document& document, const Language& language);

    std::string_view text() const { return text_; }
    Index size() const { return static_cast<Index>(words_.size()); }
    bool empty() const { return words_.empty(); }
    const Word& operator[](Index i) const { return words_[i]; }
    Word& operator[](Index i) { return words_[i]; }
    std::string_view text(Index i) const { return words_[i].span.of(text_); }

    // 's, 've: what hangs on the word before.
    bool is_clitic(Index i) const {
        return words_[i].joined && words_[i].shape != Shape::mark &&
               (text(i).starts_with('\'') || text(i).starts_with("’"));
    }

    // Pieces between the edges of blocks, in order.
    const std::vector<Span>& paragraphs() const { return paragraphs_; }
    Range paragraph(Index number) const { return paragraph_words_[number]; }
    Range sentence(Index number) const { return sentence_words_[number]; }
    Index sentences() const { return static_cast<Index>(sentence_words_.size()); }
    // The same words of a copy of the text.
    void move_to(std::string_view text) { text_ = text; }

    bool has_verb(Range range) const;
    bool is_heading(Index paragraph) const { return headings_[paragraph]; }

    // From the first word's begin to the last word's end.
    Span span(Range range) const { return {words_[range.begin].span.begin, words_[range.end - 1].span.end}; }
    // The words that begin inside a span.
    Range inside(Span span) const;

private:
    void cut_paragraphs(const quern::Layer& blocks);
    void number_words(const quern::Layer& sentences);
    void read_names(const quern::LayerView& entities);
    bool opens_with_verb(Range name) const;

    std::string_view text_;
    std::vector<Word> words_;
    std::vector<Span> paragraphs_;
    std::vector<Range> paragraph_words_, sentence_words_;
    std::vector<bool> headings_;
    std::vector<std::uint32_t> edges_;
};

}  // namespace quote_speech
