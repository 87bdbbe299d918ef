// SPDX-License-Identifier: MIT
#include "words.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include <quern/layers.hpp>
#include <quern/sequence_model.hpp>

namespace quote_speech {

namespace {

constexpr std::size_t longest_known = 24;  // bytes; no word of a language file is longer

// The word in small letters with straight apostrophes, in `buffer`; empty for a long one. Only ASCII letters
// and those of two bytes are made small: enough for words that begin a sentence.
std::string_view fold(std::string_view word, std::array<char, 2 * longest_known>& buffer) {
    if (word.size() > longest_known) return {};
    std::size_t size = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto byte = static_cast<unsigned char>(word[i]);
        if ('A' <= byte && byte <= 'Z') {
            buffer[size++] = static_cast<char>(byte | 0x20);
        } else if (word.substr(i, 3) == "’" || word.substr(i, 3) == "‘") {
            buffer[size++] = '\'';
            i += 2;
        } else if (byte == 0xC3 && i + 1 < word.size() && static_cast<unsigned char>(word[i + 1]) <= 0x9E) {
            buffer[size++] = word[i++];  // À to Þ
            buffer[size++] = static_cast<char>(word[i] | 0x20);
        } else {
            buffer[size++] = word[i];
        }
    }
    return {buffer.data(), size};
}

std::uint64_t hash_of(std::string_view word) {
    std::uint64_t hash = word.size();
    for (; !word.empty(); word.remove_prefix(std::min<std::size_t>(8, word.size()))) {
        std::uint64_t piece = 0;
        for (std::size_t i = 0; i < std::min<std::size_t>(8, word.size()); ++i)
            piece |= std::uint64_t{static_cast<unsigned char>(word[i])} << 8 * i;
        hash = quern::mix(hash, piece);
    }
    return hash;
}

// The number of an entity's label.
std::uint8_t name_of(std::string_view label) {
    constexpr std::array<std::string_view, 4> labels{"PER", "ORG", "LOC", "NORP"};
    return static_cast<std::uint8_t>(1 + (std::find(labels.begin(), labels.end(), label) - labels.begin()));
}

// What a word may still be that is part of a person's name.
constexpr Classes inside_names{Class::title, Class::role,   Class::male_name, Class::female_name,
                               Class::male,  Class::female, Class::particle};

constexpr Classes beside_names{Class::title, Class::role,     Class::collective, Class::organization,
                               Class::time,  Class::calendar, Class::capital,    Class::particle};

bool is_acronym(std::string_view word) {
    const auto large = [](char byte) { return 'A' <= byte && byte <= 'Z'; };
    return word.size() >= 2 && std::all_of(word.begin(), word.end(), large);
}

UChar32 first_character(std::string_view word) {
    UChar32 code = 0;
    int at = 0;
    U8_NEXT_OR_FFFD(word.data(), at, static_cast<int>(word.size()), code);
    return code;
}

Shape shape_of(std::string_view word) {
    const auto code = first_character(word);
    if (u_isUUppercase(code) || u_istitle(code)) return Shape::capital;
    if (u_isalpha(code)) return Shape::lower;
    if (u_isdigit(code)) return Shape::number;
    switch (code) {
        case ',':
            return Shape::comma;
        case '.':
        case '!':
        case '?':
        case 0x2026:
            return Shape::stop;
        case ':':
            return Shape::colon;
        case ';':
            return Shape::semicolon;
        case '-':
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
            return Shape::dash;
        case '(':
        case '[':
            return Shape::open;
        case ')':
        case ']':
            return Shape::close;
        default:
            break;
    }
    // Clitics ('s, ’ve) and symbols before words ($5, @name) go with the words.
    if (word.size() > 1 && u_isalpha(first_character(
                               word.substr(word[0] == '\'' ? 1 : std::min<std::size_t>(3, word.size() - 1)))))
        return Shape::lower;
    if (word.size() > 1 && (word[0] == '$' || word[0] == '@' || word[0] == '#')) return Shape::number;
    return Shape::other;
}

}  // namespace

void Words::read(const quern::Document& document, const Language& language) {
    const auto tokens = document.read(quern::layers::tokens);
    text_ = document.text();
    words_.clear();
    words_.resize(tokens.size());
    std::array<char, 2 * longest_known> buffer;
    for (Index i = 0; i < words_.size(); ++i) {
        auto& word = words_[i];
        word.span = tokens->span(i);
        word.shape = shape_of(text(i));
        word.joined = i > 0 && words_[i - 1].span.end == word.span.begin;
        const auto small = fold(text(i), buffer);
        word.small = hash_of(small.empty() ? text(i) : small);
        word.stem = hash_of(language.stem(small));
        word.ending = hash_of(small.substr(small.size() - std::min<std::size_t>(small.size(), 3)));
        if (word.shape != Shape::lower && word.shape != Shape::capital) continue;
        const auto entry = language.look_up(small);
        // US is no pronoun, IT no pronoun either: in capitals, only what goes with names counts.
        word.capitals = is_acronym(text(i));
        word.classes = word.capitals ? entry.classes.only(beside_names) : entry.classes;
        if (!word.capitals) word.cue = entry.cue;
        word.form = entry.form;
    }
    cut_paragraphs(*document.read(quern::layers::blocks));
    number_words(*document.read(quern::layers::sentences));
    read_names(document.read(quern::layers::entities));
    for (Index i = 1; i + 1 < words_.size(); ++i)
        if (words_[i].shape == Shape::dash && words_[i].joined && words_[i + 1].joined &&
            words_[i - 1].is_word() && words_[i + 1].is_word())
            words_[i].shape = Shape::hyphen;
    // Nothing is told by "so-called".
    for (Index i = 1; i < words_.size(); ++i)
        if (words_[i - 1].shape == Shape::hyphen && words_[i].joined) words_[i].cue = CueClass::none;
}

bool Words::has_verb(Range range) const {
    return std::any_of(words_.begin() + range.begin, words_.begin() + range.end,
                       [](const Word& word) { return word.is_verb(); });
}

Range Words::inside(Span span) const {
    const auto begins_before = [](const Word& word, std::uint32_t at) { return word.span.begin < at; };
    const auto first = std::lower_bound(words_.begin(), words_.end(), span.begin, begins_before);
    const auto last = std::lower_bound(first, words_.end(), span.end, begins_before);
    return {static_cast<Index>(first - words_.begin()), static_cast<Index>(last - words_.begin())};
}

// Blocks may lie inside one another, and text between them: every edge is a border.
void Words::cut_paragraphs(const quern::Layer& blocks) {
    edges_.assign({0, static_cast<std::uint32_t>(text_.size())});
    for (const auto block : blocks.spans()) {
        edges_.push_back(block.begin);
        edges_.push_back(block.end);
    }
    std::sort(edges_.begin(), edges_.end());
    edges_.erase(std::unique(edges_.begin(), edges_.end()), edges_.end());
    paragraphs_.clear();
    for (std::size_t i = 1; i < edges_.size(); ++i) {
        const Span piece{edges_[i - 1], edges_[i]};
        const auto blank = [](unsigned char byte) { return byte <= ' '; };
        const auto written = piece.of(text_);
        if (!std::all_of(written.begin(), written.end(), blank)) paragraphs_.push_back(piece);
    }
    headings_.assign(paragraphs_.size(), false);
    const auto kind = blocks.column("kind");
    for (const auto block : blocks) {
        if (block.string(kind) != "heading") continue;
        const auto piece = std::lower_bound(paragraphs_.begin(), paragraphs_.end(), block.span().begin,
                                            [](Span span, std::uint32_t at) { return span.begin < at; });
        if (piece != paragraphs_.end()) headings_[piece - paragraphs_.begin()] = true;
    }
}

void Words::number_words(const quern::Layer& sentences) {
    paragraph_words_.assign(paragraphs_.size(), {});
    for (Index p = 0; p < paragraphs_.size(); ++p) {
        paragraph_words_[p] = inside(paragraphs_[p]);
        for (auto i = paragraph_words_[p].begin; i < paragraph_words_[p].end; ++i) words_[i].paragraph = p;
    }
    sentence_words_.assign(sentences.size(), {});
    for (Index s = 0; s < sentences.size(); ++s) {
        sentence_words_[s] = inside(sentences.span(s));
        for (auto i = sentence_words_[s].begin; i < sentence_words_[s].end; ++i) words_[i].sentence = s;
    }
}

// "Said Anna Bell, …": what looks like a first name is the verb that its sentence opens with.
bool Words::opens_with_verb(Range name) const {
    if (name.size() < 2 || name.end >= words_.size()) return false;
    const auto &first = words_[name.begin], &behind = words_[name.end];
    const bool opens = name.begin == 0 || words_[name.begin - 1].sentence != first.sentence;
    return opens && first.cue == CueClass::say && first.form == Form::past &&
           (behind.shape == Shape::comma || behind.shape == Shape::colon);
}

// A name is no verb and no month: "Theresa May said". Without tagged names, a capital inside a sentence
// tells.
void Words::read_names(const quern::LayerView& entities) {
    const auto is_name = [](Word& word) {
        word.classes = word.classes.only(inside_names);
        word.cue = CueClass::none;
    };
    for (const auto row : entities) {
        auto range = inside(row.span());
        const auto name = name_of(row.string("label"));
        if (name == 1 && opens_with_verb(range)) ++range.begin;
        for (auto i = range.begin; i < range.end; ++i) {
            words_[i].name = name;
            words_[i].begins_name = i == range.begin;
            if (name == 1) is_name(words_[i]);
        }
    }
    for (Index i = 1; i < words_.size() && !entities.exists(); ++i) {
        const auto& last = words_[i - 1];
        if (words_[i].is(Class::modal) && words_[i].is_capital() && last.sentence == words_[i].sentence &&
            last.is_capital() && last.any({Class::male_name, Class::female_name, Class::title}))
            is_name(words_[i]);
    }
}

bool same_letters(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return x == y || ((x ^ y) == 0x20 && ('a' <= (x | 0x20) && (x | 0x20) <= 'z'));
    });
}

}  // namespace quote_speech
