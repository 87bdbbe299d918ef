// SPDX-License-Identifier: MIT
// The words of a quotation in the form in which they are compared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language.hpp"

namespace corpus_quotes {

// A word that is compared: a hash of its form, and marks. Function words are none.
class Word {
public:
    enum Mark : std::uint32_t {
        number = 1u << 31,
        negated = 1u << 30,  // stands behind "not" in its clause: compared as another word
        name = 1u << 29,     // has a capital: a name, or what a sentence begins with
        pair = 1u << 28,     // two letters of a script without spaces: half a word
    };
    explicit Word(std::uint64_t hash, std::uint32_t marks = 0)
        : bits_((static_cast<std::uint32_t>(hash) & form_bits) | marks) {}

    void mark(Mark one) { bits_ |= one; }
    bool is(Mark one) const { return (bits_ & one) != 0; }
    // In half words.
    std::uint32_t weight() const { return is(pair) ? 1 : 2; }
    std::uint32_t form() const { return bits_ & form_bits; }
    // What must be the same in two words that are one; what begins a sentence may stand inside another.
    std::uint32_t identity() const { return bits_ & ~static_cast<std::uint32_t>(name); }
    friend bool operator==(Word, Word) = default;

private:
    static constexpr std::uint32_t form_bits = (1u << 28) - 1;
    std::uint32_t bits_;
};

enum class Mood : std::uint8_t { open, statement, question };

// A sentence, or several short ones: what is looked for in another quotation. At most most_words words.
struct Passage {
    static constexpr std::uint32_t most_words = 64;
    std::uint32_t begin = 0, end = 0;  // words
    Mood mood = Mood::open;
    friend bool operator==(const Passage&, const Passage&) = default;
};

struct Words {
    std::vector<Word> words;
    std::vector<Passage> passages;  // all words, in order

    void clear() {
        words.clear();
        passages.clear();
    }
};

// Reads the pieces of one quotation.
class WordReader {
public:
    // No more than `most` words are read: the rest of a longer quotation is not compared.
    WordReader(const Language& language, std::size_t most, Words& into)
        : language_(language), most_(most), into_(into) {
        into_.clear();
    }

    void read(std::string_view piece);
    void finish();

private:
    bool is_full() const { return into_.words.size() >= most_; }
    void take(std::string_view piece, std::int32_t code, std::size_t next);
    void end_word();
    void read_word();
    void read_number(std::string_view letters);
    void add(Word word);
    void end_clause() {
        negated_ = false;
        behind_word_ = 0;
    }
    void end_sentence(Mood mood);
    void end_passage();
    Mood mood() const { return asks_ == states_ ? Mood::open : asks_ ? Mood::question : Mood::statement; }

    const Language& language_;
    std::size_t most_;
    Words& into_;

    std::string word_;      // in small letters, as far as it is read
    bool capital_ = false;  // it begins with one
    bool capitals_ = true;  // it has no small letter
    std::uint32_t letters_ = 0;
    std::int32_t last_wide_ = 0;  // the letter in front, of a script without spaces
    bool negated_ = false, denied_ = false;
    std::size_t behind_word_ = 0;  // the number of words, where the last one read is one of them
    std::size_t sentence_ = 0;     // its first word
    std::uint32_t passage_weight_ = 0;
    bool asks_ = false, states_ = false;  // sentences of the passage
};

}  // namespace corpus_quotes
