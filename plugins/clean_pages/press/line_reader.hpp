// SPDX-License-Identifier: MIT
// Reads the words and marks of a text, one part after another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "masks.hpp"
#include "words.hpp"

namespace press {

// Marks that tell what a line is.
struct Signs {
    std::uint32_t commas = 0;
    bool quotes = false, bar = false, at = false;  // bar: |, », › or the like
};

// Each 64 bytes are classified once, however many short parts stand in them.
class LineReader {
public:
    LineReader() = default;
    explicit LineReader(std::string_view text) : text_(text) {}

    // Adds the words of a part of the text; no word reaches out of it. Behind some thousands of words it stops
    // and gives the place from which it is to be read on, else the part's end. Places of words are counted from
    // `origin`.
    std::size_t read(std::size_t begin, std::size_t end, std::size_t origin, std::vector<Word>& words,
                     Signs& signs);

private:
    static constexpr std::size_t enough_words = 4000;

    void go_to(std::size_t base);
    void look_at_signs(std::uint64_t inside, Signs& signs) const;
    // Behind the word, or behind the mark that stands at `begin` and begins none.
    std::size_t read_word(std::size_t begin, std::size_t end, std::size_t origin, std::vector<Word>& words) const;

    std::string_view text_;
    std::size_t base_ = static_cast<std::size_t>(-1);
    Masks here_, ahead_;  // of the 64 bytes at `base_`, and of those behind
};

}  // namespace press
