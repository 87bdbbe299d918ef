// SPDX-License-Identifier: MIT
#include "words.hpp"

#include <algorithm>
#include <string>

namespace tag_entities {

namespace {

constexpr std::uint32_t most_words_of_name = 9;
constexpr std::size_t shortest_in_capitals = 4;  // bytes; shorter capitals are acronyms

bool is_ascii_large(char c) {
    return 'A' <= c && c <= 'Z';
}

// The text with each run of white space as one space.
void append_with_single_spaces(std::string_view text, std::string& to) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool no_break = text.substr(i, 2) == "\xC2\xA0";
        if (no_break) ++i;
        if (!no_break && static_cast<unsigned char>(text[i]) > ' ')
            to += text.substr(i, 3) == "\xE2\x80\x99" ? (i += 2, '\'') : text[i];
        else if (!to.empty() && to.back() != ' ')
            to += ' ';
    }
}

// "NEW YORK" as lists have it: New York.
std::string with_small_letters_behind_first(std::string text) {
    for (std::size_t i = text.size(); i-- > 1;)
        if (is_ascii_large(text[i]) && text[i - 1] != ' ' && text[i - 1] != '-')
            text[i] = static_cast<char>(text[i] + 32);
    return text;
}

}  // namespace

void DocumentWords::read(std::string_view text, const Lexicon& lexicon, std::span<const quern::Span> tokens,
                         std::span<const SentenceRange> sentences) {
    text_ = text;
    for (const auto& word : words_) uses_[word.group] = {};
    words_.clear();
    forms_.begin_document(lexicon);
    sentences_.assign(sentences.begin(), sentences.end());
    words_.reserve(tokens.size());
    for (const auto token : tokens) {
        auto& word = words_.emplace_back();
        word.span = token;
        word.touches = words_.size() > 1 && words_[words_.size() - 2].span.end == token.begin;
        word.form = forms_.number_of(token.of(text));
        const auto& form = forms_[word.form];
        word.signs = form.signs & signs_for_rules, word.group = form.group, word.shape = form.shape;
    }
    uses_.resize(std::max<std::size_t>(uses_.size(), forms_.groups()));
    for (auto& sentence : sentences_) read_sentence(sentence);
    for (const auto& sentence : sentences_) find_known(sentence, lexicon);
}

std::string DocumentWords::initials(std::uint32_t first, std::uint32_t last) const {
    std::string initials;
    for (auto i = first; i < last; ++i)
        if (words_[i].has_capital()) initials += text_[words_[i].span.begin];
    return initials;
}

// Notes where the sentence begins, whether its ordinary words have capitals, and how its words are used.
void DocumentWords::read_sentence(SentenceRange& sentence) {
    std::uint32_t capitals = 0, smalls = 0;
    bool begins = true;
    for (auto i = sentence.first; i < sentence.last; ++i) {
        auto& word = words_[i];
        word.begins_sentence = begins;
        // A colon or an opening quotation mark begins what may be a sentence of its own.
        const auto written = word.span.of(text_);
        begins = (begins && word.shape == Shape::mark) || written == ":" || written == "\"" ||
                 written == "“" || written == "``" || written == "‘";
        if (word.is(function_word) || word.span.size() < 4 || word.begins_sentence) continue;
        capitals += word.has_capital();
        smalls += word.shape == Shape::small;
    }
    // In a headline nearly all words of some length have capitals.
    const bool stops =
        sentence.first < sentence.last && words_[sentence.last - 1].span.of(text_).ends_with('.');
    const bool headline =
        !stops && capitals >= 2 && smalls * 3 <= capitals && (sentence.is_heading || capitals >= 4);
    sentence.is_heading = headline;
    for (auto i = sentence.first; i < sentence.last; ++i) {
        auto& word = words_[i];
        word.in_heading = headline;
        const bool is_second_half =  // "un" of Kim Jong-un
            word.touches && i > sentence.first + 1 && words_[i - 1].span.of(text_) == "-" &&
            words_[i - 1].touches && words_[i - 2].has_capital();
        if (word.shape == Shape::small && !is_second_half)
            ++uses_[word.group].small;
        else if (word.has_capital() && !headline && !word.begins_sentence)
            ++uses_[word.group].capital;
    }
}

// Marks listed names, the longest at each place.
void DocumentWords::find_known(const SentenceRange& sentence, const Lexicon& lexicon) {
    std::string written;
    for (auto i = sentence.first; i < sentence.last; ++i) {
        if (!words_[i].is(begins_name)) continue;
        written.clear();
        const auto furthest = std::min(sentence.last, i + most_words_of_name);
        bool capitals = uses(words_[i]).small == 0;  // all in capitals so far, and no everyday word
        for (auto k = i; k < furthest; ++k) {
            const auto from = k == i ? words_[i].span.begin : words_[k - 1].span.end;
            append_with_single_spaces(text_.substr(from, words_[k].span.end - from), written);
            if (written.size() > Lexicon::longest_name) break;
            const auto* known = lexicon.name(written);
            capitals = capitals && words_[k].shape == Shape::capitals;
            if (!known && capitals && written.size() >= shortest_in_capitals)
                known = lexicon.name(with_small_letters_behind_first(written));
            if (known) {
                words_[i].known = known;
                words_[i].known_size = k + 1 - i;
            }
        }
        if (words_[i].known) i += words_[i].known_size - 1;
    }
}

}  // namespace tag_entities
