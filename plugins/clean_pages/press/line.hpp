// SPDX-License-Identifier: MIT
// What can be told of one line of a page by itself: a line of a flattened page, or a block of an HTML page.
#pragma once

#include <array>
#include <cstdint>
#include <quern/span.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "line_reader.hpp"
#include "phrases.hpp"
#include "repeats.hpp"
#include "word_weights.hpp"
#include "words.hpp"

namespace press {

struct Line {
    quern::Span span;         // without the white space at both ends
    std::uint32_t sieve = 0;  // a bit for each of its words, by hash
    std::uint32_t words = 0, stop_words = 0;
    std::uint16_t capitals = 0, numbers = 0, commas = 0;  // up to 65,535
    std::uint8_t debris = 0;                              // sections of press::Phrases, but `comments`
    bool ends_sentence : 1 = false;
    bool ends_colon : 1 = false;
    bool begins_small : 1 = false;  // with a lower-case letter
    bool quotes : 1 = false;        // holds a quotation mark
    bool bar : 1 = false;           // holds |, », › or the like
    bool address : 1 = false;       // holds @ or a URL
    bool item : 1 = false;          // begins with a bullet or a number in front of a text
    bool shouts : 1 = false;        // all in capitals
    bool repeated : 1 = false;      // the page has the line more than once
    bool gap_before : 1 = false;    // a blank line stands before it
    bool byline : 1 = false;
    bool date : 1 = false;      // nothing but a date and the words around it
    bool title : 1 = false;     // prints the headline
    bool foreign : 1 = false;   // in a box or frame of the page, as its markup tells
    bool outside : 1 = false;   // not in the article's element
    bool fact : 1 = false;      // tells who wrote the page or when
    bool comments : 1 = false;  // says that readers' comments begin, or goes with one

    std::string_view of(std::string_view text) const { return span.of(text); }
    bool is(std::uint32_t sections) const { return (debris & sections) != 0; }
    // Of the length of a paragraph, in any language.
    bool is_long_sentence() const { return ends_sentence && span.size() > 90; }
    // As long and as full of small words as prose.
    bool is_prose() const { return words >= 8 && ends_sentence && stop_words * 5 >= words; }
};

// Measures the lines of a text, one after another. Linear.
class LineMeter {
public:
    static constexpr std::size_t topic_classes = 1u << 14;

    // The text whose lines follow; `topic` gets the longer words of each, as one of `topic_classes`. All are
    // used until the next text.
    void begin(const Phrases& phrases, std::string_view text, std::vector<std::uint16_t>* topic = nullptr,
               const WordWeights* weights = nullptr);
    // Fills in what depends on the line alone, but for who and when; line.span is set.
    void measure(Line& line);
    // What the words of the line that was measured last weigh.
    std::uint8_t wording() const { return wording_; }
    // Whether the line that was measured last is a byline or a date.
    void read_facts(Line& line) const;
    // Of the lines that were measured since begin(), by their number.
    std::uint32_t repeats(std::size_t line) const { return repeats_.of(line); }

private:
    struct Counts {
        std::uint64_t key = 0;  // the same for lines of the same words
        std::uint32_t capitals = 0, numbers = 0, shouted = 0;
        int weight = 0;  // of the words
        bool web = false;
    };
    std::span<const Word> words() const { return {words_.data(), count_}; }
    void count_words(Line& line, Counts& counts);
    void weigh_words(Counts& counts);
    bool only_shouts() const;
    void read_phrases(Line& line);

    const Phrases* phrases_ = nullptr;
    std::string_view text_;
    std::vector<std::uint16_t>* topic_ = nullptr;
    const WordWeights* weights_ = nullptr;
    LineReader reader_;
    std::array<Word, 2048> words_;  // of a line, or a part of one that is very long
    std::size_t count_ = 0;         // of them
    std::array<std::uint16_t, 2048> topic_words_;
    std::vector<std::uint32_t> anchors_;  // room for those of phrases
    Repeats repeats_;
    std::uint8_t wording_ = 0;
};

}  // namespace press
