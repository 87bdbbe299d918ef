// SPDX-License-Identifier: MIT
// Words as they are written, each looked up once: text repeats itself, within a document and from one to the
// next.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lexicon.hpp"

namespace tag_entities {

enum class Shape : std::uint8_t {
    mark,      // punctuation and the like
    number,    // begins with a digit
    small,     // begins with a small letter
    capital,   // begins with a capital
    capitals,  // two letters or more, all of them capitals
    initial,   // one capital and a period
};

// Numbers hashes in the order in which they are first seen.
class HashNumbers {
public:
    std::uint32_t operator()(std::uint64_t hash);
    std::uint32_t size() const { return size_; }
    void clear();

private:
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t number = none;
    };
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    void grow();

    std::vector<Slot> slots_;  // a power of two
    std::uint32_t size_ = 0;
};

struct WordForm {
    std::uint32_t signs = 0;
    std::uint32_t group = 0;  // the same for all cases
    Shape shape = Shape::mark;
};

std::uint64_t hash_of(std::string_view text);

// What a worker has met so far. Words with the same 64-bit hash are taken for one.
class WordForms {
public:
    // Makes room for another document, which may forget all words so far: their numbers are given anew.
    void begin_document(const Lexicon& lexicon);
    std::uint32_t number_of(std::string_view written);
    const WordForm& operator[](std::uint32_t number) const { return forms_[number]; }
    std::uint32_t groups() const { return groups_.size(); }
    // Changes where all words were forgotten.
    std::uint64_t generation() const { return generation_; }

private:
    WordForm look_up(std::string_view written);

    static constexpr std::size_t most_kept = 1 << 16;
    const Lexicon* lexicon_ = nullptr;
    HashNumbers numbers_, groups_;
    std::vector<WordForm> forms_;
    std::uint64_t generation_ = 0;
};

}  // namespace tag_entities
