// SPDX-License-Identifier: MIT
// What the model for names sees of each word: its form, its neighbours, what the lists and rules make of it,
// and how the document uses it elsewhere.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <quern/sequence_model.hpp>

#include "mention.hpp"
#include "words.hpp"

namespace tag_entities {

// One document; the memory is used again for the next.
class NameFeatures {
public:
    // `ruled`: what the rules found, in order.
    void read(const DocumentWords& document, std::span<const Mention> ruled);
    // What a first pass of the model made of each word: numbers of labels, 0 for no name.
    void look_again(std::span<const std::uint8_t> guesses);

    // A word's features come in three parts, all appended to `to`.
    // Of the word at the offset -2 to 2 from it: these depend on nothing but that word's letters and the
    // offset.
    static constexpr int reach = 2;
    void append_of_word(const SentenceRange& sentence, std::uint32_t word, int offset,
                        std::vector<quern::Feature>& to) const;
    // Of several words together, of the rules and of the document.
    void append_of_place(const SentenceRange& sentence, std::uint32_t word,
                         std::vector<quern::Feature>& to) const;
    // Of the first pass's guesses.
    void append_of_guesses(const SentenceRange& sentence, std::uint32_t word,
                           std::vector<quern::Feature>& to) const;

    // Whether a name may well stand there: it has a capital, or the rules found one.
    bool stands_out(std::uint32_t word) const { return places_[word].capital || places_[word].ruled != 0; }
    // Whether the word is an acronym that the document spells out: "Harbour Workers' Union (HWU)".
    bool is_spelled_out(std::uint32_t word) const;
    // The form of the word at an offset; `beyond` the sentence.
    static constexpr std::uint32_t beyond = 0xFFFFFFFF;
    std::uint32_t form(const SentenceRange& sentence, std::uint32_t word, int offset) const {
        const auto at = std::int64_t{word} + offset;
        return at < sentence.first || at >= sentence.last ? beyond
                                                          : (*document_)[static_cast<std::uint32_t>(at)].form;
    }
    const WordForms& forms() const { return document_->forms(); }

private:
    // What a word shows by itself, wherever it stands.
    struct Traits {
        std::uint64_t small = 0;  // made small; 0: not looked at
        std::uint64_t shape = 0;  // the pattern of capitals, small letters, digits and marks
        std::uint64_t start = 0;  // its first three letters
        std::uint64_t end2 = 0, end3 = 0, end4 = 0;
    };
    struct Place {
        std::uint8_t ruled = 0;  // label and place in the name that the rules found
        std::uint8_t guess = 0;  // of the first pass
        bool capital = false;
    };
    // What the document shows of a word in all its places.
    struct Uses {
        std::uint32_t signs = 0;   // a bit for each thing seen
        std::uint32_t labels = 0;  // a bit for each label of the first pass
    };

    static Traits traits_of(std::string_view written);
    void collect_uses();
    std::uint64_t signs(const SentenceRange& sentence, std::int64_t word) const;
    const Traits& traits(const SentenceRange& sentence, std::int64_t word) const;
    Place place(const SentenceRange& sentence, std::int64_t word) const;

    const DocumentWords* document_ = nullptr;
    std::uint64_t generation_ = 0;  // of the forms
    std::vector<Traits> traits_;    // by form
    std::vector<Place> places_;     // of the document's words
    std::vector<Uses> uses_;        // of words with capitals, by group
};

}  // namespace tag_entities
