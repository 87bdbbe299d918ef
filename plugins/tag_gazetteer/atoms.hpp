// SPDX-License-Identifier: MIT
// Atoms: what names and texts are compared by. An atom is a run of letters and digits, or one other
// character, so that a name is cut in the same way wherever a tokenizer puts its borders.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tag_gazetteer {

struct Atom {
    std::uint32_t begin = 0, end = 0;  // bytes
    // The same for all ways of writing the atom: large and small letters, straight and curly apostrophes.
    std::uint64_t hash = 0;
    // What borders of a document's tokens and blocks it lies at.
    bool begins_token = false, ends_token = false, begins_block = false;
};

// How two names that hash alike are told apart.
enum class Likeness : std::uint8_t { different, folded, equal };

// Appends the atoms of text[begin, end).
void add_atoms(std::string_view text, std::uint32_t begin, std::uint32_t end, std::vector<Atom>& atoms);

// equal: the same but for styles of apostrophes, hyphens and quotation marks; folded: the same but for case
// as well.
Likeness compare(std::string_view atom, std::string_view other);

// Whether all of the letters are capitals, or none is.
bool has_no_small_letter(std::string_view text);
bool has_no_capital(std::string_view text);

// True where a letter or digit ends before `at` and another begins there: an atom that spans it would be cut
// in two.
bool is_inside_word(std::string_view text, std::uint32_t at);

// Extends the hash of the atoms before by one more.
constexpr std::uint64_t chain(std::uint64_t before, std::uint64_t atom) {
    const auto mixed = (before ^ (before >> 29) ^ atom) * 0x9E3779B97F4A7C15;
    return mixed ^ (mixed >> 32);
}

}  // namespace tag_gazetteer
