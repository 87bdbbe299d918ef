// SPDX-License-Identifier: MIT
// Cuts a sentence into words, numbers and signs, and looks the words up.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lexicon.hpp"

namespace tag_dates {

struct Atom {
    enum class Kind : std::uint8_t { end, word, number, sign };

    std::uint32_t begin = 0, end = 0;
    Kind kind = Kind::end;
    bool glued = false;    // nothing stands between it and the atom in front
    bool capital = false;  // begins with a large letter
    char sign =
        0;  // - for all dashes, ' for all apostrophes, " for quotation marks of all kinds; 0 for other signs
    std::uint8_t digits = 0;
    std::int32_t value = -1;  // of a number; -1 where it has more than six digits
    Word word;                // what the lexicon knows of a word

    std::uint32_t size() const { return end - begin; }
    bool is(char c) const { return kind == Kind::sign && sign == c; }
    bool is(Class c) const { return kind == Kind::word && word.classes.has(c); }
    bool is_number() const { return kind == Kind::number; }
};

// Replaces `atoms` with those of text[begin, end); offsets are those of the text. False where nothing in it
// can be part of a date, so that it need not be looked at.
bool cut(std::string_view text, std::uint32_t begin, std::uint32_t end, const Lexicon& lexicon,
         std::vector<Atom>& atoms);

}  // namespace tag_dates
