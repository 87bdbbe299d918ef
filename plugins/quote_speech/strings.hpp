// SPDX-License-Identifier: MIT
// The strings in marks as ranges of words, and what stands beside each in its sentence.
#pragma once

#include <vector>

#include "marks.hpp"
#include "mentions.hpp"
#include "words.hpp"

namespace quote_speech {

enum class Use : std::uint8_t { none, direct, partial };

struct String {
    Quoted quoted;
    Range outer;                 // words, marks among them
    Range inner;                 // words
    Span said;                   // the text inside, but for a label in front: PENCE: …
    Range label;                 // words of that label, without its colon
    Range left, right;           // words outside marks beside it, in its sentence
    bool whole = false;          // begins as a sentence does
    bool ends_sentence = false;  // with . or nothing after it in its sentence
    bool ends_in_comma = false;
    bool title = false;         // every word begins with a capital, as in the names of works
    bool ends_in_stop = false;  // with a full stop: what follows is another sentence
    bool aside = false;         // told of what happened while somebody spoke: "(Laughter.)"
    Use use = Use::none;
    Index row = nowhere;  // of the result
};

class Strings {
public:
    explicit Strings(const Language& language) : scanner_(language) {}

    // Finds the strings and tells each word which one it stands in.
    void read(Words& words);

    const std::vector<String>& all() const { return strings_; }
    std::vector<String>& all() { return strings_; }
    // What stands in marks inside a name, which is none of these: Kwabena “Kobby” Asante.
    const std::vector<Span>& nicknames() const { return nicknames_; }

private:
    void end_at_attribution(const Words& words, Quoted& quoted) const;
    void settle_nicknames(Words& words);
    static bool is_nickname(const Words& words, Range outer, Range inner);
    void assign(Words& words, Index number);
    static void find_label(const Words& words, String& string);
    static bool is_aside(const Words& words, const String& string);
    static bool is_title(const Words& words, const String& string);
    void look_beside(const Words& words, String& string) const;

    MarkScanner scanner_;
    std::vector<Quoted> found_;
    std::vector<String> strings_;
    std::vector<Span> nicknames_;
};

}  // namespace quote_speech
