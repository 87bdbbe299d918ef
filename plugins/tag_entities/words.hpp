// SPDX-License-Identifier: MIT
// The tokens of a document as the rules see them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <quern/span.hpp>

#include "lexicon.hpp"
#include "word_forms.hpp"

namespace tag_entities {

struct Word {
    quern::Span span;
    std::uint32_t signs = 0;
    Shape shape = Shape::mark;
    bool begins_sentence = false;      // or stands first behind the marks that do
    bool touches = false;              // no blank between it and the word before
    bool in_heading = false;           // in a line where ordinary words have capitals as well
    const KnownName* known = nullptr;  // a listed name begins here
    std::uint32_t known_size = 0;      // of so many words
    std::uint32_t form = 0;            // its number among all words of the worker
    std::uint32_t group = 0;           // the same for all cases

    bool is(std::uint32_t signs_asked) const { return signs & signs_asked; }
    bool has_capital() const { return shape >= Shape::capital; }
};

using Words = std::vector<Word>;

// A sentence's words, as a half-open range of their numbers.
struct SentenceRange {
    std::uint32_t first, last;
    bool is_heading;
};

// How often a word stands with a small first letter, and with a capital where only names have one.
struct Uses {
    std::uint32_t small = 0, capital = 0;
};

// One document, read once; memory to be used again for the next.
class DocumentWords {
public:
    void read(std::string_view text, const Lexicon& lexicon, std::span<const quern::Span> tokens,
              std::span<const SentenceRange> sentences);

    std::string_view text() const { return text_; }
    std::string_view text(std::uint32_t first, std::uint32_t last) const {
        return text_.substr(words_[first].span.begin, words_[last - 1].span.end - words_[first].span.begin);
    }
    // The capitals of the words that an acronym takes: "Federal Bureau of Investigation" gives FBI.
    std::string initials(std::uint32_t first, std::uint32_t last) const;
    const Words& words() const { return words_; }
    const Word& operator[](std::uint32_t i) const { return words_[i]; }
    std::span<const SentenceRange> sentences() const { return sentences_; }
    Uses uses(const Word& word) const { return uses_[word.group]; }
    const WordForms& forms() const { return forms_; }

private:
    void read_sentence(SentenceRange& sentence);
    void find_known(const SentenceRange& sentence, const Lexicon& lexicon);

    std::string_view text_;
    Words words_;
    std::vector<SentenceRange> sentences_;
    WordForms forms_;
    std::vector<Uses> uses_;  // by group
};

}  // namespace tag_entities
