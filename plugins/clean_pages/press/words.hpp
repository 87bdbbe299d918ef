// SPDX-License-Identifier: MIT
// The words of a line, folded for comparison: the ground that titles, bylines, dates and phrases are found
// on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace press {

// One word: letters and digits of any script, in lower case. Apostrophes inside a word and the
// points of an abbreviation do not count, so that "won't" and "won’t", "U.S." and "US" are the same word. The
// signs © and @ are words of their own.
struct Word {
    std::uint64_t hash;  // of the folded letters; two words are taken for the same when their hashes are
    std::uint32_t begin, end;
    bool capital;  // begins with a capital letter
    bool number;   // digits alone
    bool upper;    // two letters or more, none of them lower case
};

// Puts the words of `line` into `words`, which is cleared first. Linear.
void split_words(std::string_view line, std::vector<Word>& words);
std::vector<Word> split_words(std::string_view line);

// Stirs a number into a hash. Two that are equal do not cancel each other.
constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t number) {
    const auto mixed = (hash ^ number) * 0x9E3779B97F4A7C15 ^ hash >> 29;
    return mixed ^ mixed >> 32;
}

// The hash that split_words() gives a word; `word` must be folded already.
std::uint64_t hash_of(std::string_view word);

// What trimmed() does where an end is no plain letter or mark.
std::string_view trimmed_ends(std::string_view text);
// Without white space at both ends: ASCII blanks, no-break spaces, zero-width marks, a byte order mark.
inline std::string_view trimmed(std::string_view text) {
    const auto is_plain = [](char c) { return c > ' ' && c <= '~'; };  // most lines begin and end so
    const bool stays = !text.empty() && is_plain(text.front()) && is_plain(text.back());
    return stays ? text : trimmed_ends(text);
}
// Trimmed, and each run of white space made one space.
std::string collapsed(std::string_view text);
// The words in lower case with one space between them.
std::string folded(std::string_view text);

// Whether the line ends as a sentence does: a full stop, a question or exclamation mark, behind which closing
// quotation marks and brackets may stand.
bool ends_sentence(std::string_view line);

}  // namespace press
