// SPDX-License-Identifier: MIT
// All quotations of a corpus, each different one kept once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "speakers.hpp"
#include "words.hpp"

namespace corpus_quotes {

using Index = std::uint32_t;

enum class Kind : std::uint8_t { direct, mixed, indirect };

// A quotation of one document.
struct Quotation {
    std::string text;  // on one line, the pieces with " … " between them, as far as it is shown
    Words words;
    std::size_t own_passages = 0;  // those behind are strings in marks inside it, of words told before
    Speaker speaker;
    Kind kind = Kind::direct;
    Index row = 0, begin = 0, end = 0;  // place in the document
};

struct Source {
    std::string id, published, outlet;
};

// Texts, each kept once.
class Texts {
public:
    Index add(std::string_view text);
    std::string_view operator[](Index number) const { return texts_[number]; }
    std::size_t size() const { return texts_.size(); }

private:
    void grow();

    std::pmr::monotonic_buffer_resource arena_;
    std::vector<std::string_view> texts_;
    std::vector<std::uint32_t> hashes_;
    std::vector<Index> table_;  // by hash: number of a text, from 1; a power of two
};

// What is compared: words as one speaker is told to have said them.
struct Form {
    std::uint64_t words_begin = 0;
    std::uint64_t passages_begin = 0;
    std::uint32_t words = 0;  // with those of strings in marks; own_words without
    std::uint32_t own_words = 0;
    std::uint16_t passages = 0, own_passages = 0;
    Index speaker = 0;
    std::uint64_t hash = 0;  // of all that is compared
};

// One document's telling of a form.
struct Telling {
    Index form = 0, source = 0, text = 0;
    Index row = 0, begin = 0, end = 0;
    Kind kind = Kind::direct;
};

class Collection {
public:
    // Keeps no more than `most` quotations; those that come later are counted.
    explicit Collection(std::size_t most) : most_(most) {}

    void add(Source source, const std::vector<Quotation>& quotations);

    std::span<const Word> words(const Form& form) const {
        return {words_.data() + form.words_begin, form.words};
    }
    std::span<const Word> own_words(const Form& form) const {
        return {words_.data() + form.words_begin, form.own_words};
    }
    std::span<const Passage> passages(const Form& form) const {
        return {passages_.data() + form.passages_begin, form.passages};
    }
    std::span<const Passage> own_passages(const Form& form) const {
        return {passages_.data() + form.passages_begin, form.own_passages};
    }

    const std::vector<Form>& forms() const { return forms_; }
    const std::vector<Telling>& tellings() const { return tellings_; }
    const std::vector<Source>& sources() const { return sources_; }
    const std::vector<Speaker>& speakers() const { return speakers_; }
    std::string_view text(const Telling& telling) const { return texts_[telling.text]; }
    std::uint64_t left_out() const { return left_out_; }

private:
    Index form_of(const Quotation& quotation);
    void grow();

    std::size_t most_;
    std::uint64_t left_out_ = 0;
    std::vector<Source> sources_;
    std::vector<Telling> tellings_;
    std::vector<Form> forms_;
    std::vector<Index> table_;  // by hash: number of a form, from 1; a power of two
    std::vector<Word> words_;
    std::vector<Passage> passages_;
    std::vector<Speaker> speakers_;
    struct SpeakerHash {
        std::size_t operator()(const Speaker& speaker) const {
            return std::hash<std::string>{}(speaker.name) ^ std::hash<std::string>{}(speaker.key) << 1;
        }
    };
    std::unordered_map<Speaker, Index, SpeakerHash> speaker_numbers_;
    Texts texts_;
};

}  // namespace corpus_quotes
