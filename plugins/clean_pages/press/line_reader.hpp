// SPDX-License-Identifier: MIT
// Reads the words and marks of a text, one part after another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

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

    // Writes the words of a part of the text behind the `count` that are there; no word reaches out of the
    // part. Where there may be no room for all of them (no part has more words than bytes), it stops and
    // gives the place from which it is to be read on, else the part's end. Places of words are counted from
    // `origin`.
    std::size_t read(std::size_t begin, std::size_t end, std::size_t origin, std::span<Word> out,
                     std::size_t& count, Signs& signs);

private:
    void look_at_signs(std::uint64_t inside, Signs& signs) const;
    // Those that begin `inside` the 64 bytes and not before `next`, which moves behind what is read byte by
    // byte. Gives the end, or the place where a word begins of which these 64 bytes do not tell where it
    // ends.
    std::size_t read_words(std::uint64_t inside, std::size_t end, std::size_t origin, Word*& out,
                           std::size_t& next) const;

    std::string_view text_;
    std::size_t base_ = static_cast<std::size_t>(-1) / 2;  // of the 64 bytes that the masks tell of
    Masks masks_;
};

}  // namespace press
