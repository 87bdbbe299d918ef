// SPDX-License-Identifier: MIT
// What the model for names sees of each word: its form, its neighbours, what the lists and rules make of it,
// and how the document uses it elsewhere.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
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
    bool stands_out(std::uint32_t word) const { return traits_[word].capital || traits_[word].ruled != 0; }
    // The same for all places where the same letters stand; 0 beyond the sentence.
    std::uint64_t letters(const SentenceRange& sentence, std::uint32_t word, int offset) const {
        return at(sentence, std::int64_t{word} + offset).letters;
    }

private:
    // What a word shows by itself.
    struct Traits {
        std::uint64_t letters = 0;  // as they are written
        std::uint64_t small = 0;    // made small
        std::uint64_t shape = 0;    // the pattern of capitals, small letters, digits and marks
        std::uint64_t start = 0;    // its first three letters
        std::uint64_t end2 = 0, end3 = 0, end4 = 0;
        std::uint8_t ruled = 0;  // label and place in the name that the rules found
        std::uint8_t guess = 0;  // of the first pass
        bool capital = false;
    };
    // What the document shows of a word in all its places.
    struct Uses {
        std::uint32_t signs = 0;   // a bit for each thing seen
        std::uint32_t labels = 0;  // a bit for each label of the first pass
    };

    void read_traits(std::uint32_t word);
    void collect_uses();
    std::uint64_t signs(const SentenceRange& sentence, std::int64_t word) const;
    const Traits& at(const SentenceRange& sentence, std::int64_t word) const;

    const DocumentWords* document_ = nullptr;
    std::vector<Traits> traits_;
    std::unordered_map<std::uint64_t, Uses> uses_;  // of words with capitals, by their small letters
};

}  // namespace tag_entities
