// SPDX-License-Identifier: MIT
// One sentence of a document: its words by their numbers in the document, and what stands beside them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "words.hpp"

namespace tag_entities {

inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

inline bool is_opening_mark(std::string_view word) {
    return is_one_of(word, {"\"", "“", "``", "‘", "'", "«", "„"});
}
inline bool is_closing_mark(std::string_view word) {
    return is_one_of(word, {"\"", "”", "''", "’", "'", "»", "“"});
}

class SentenceView {
public:
    SentenceView(const DocumentWords& document, SentenceRange range) : document_(&document), range_(range) {}

    std::uint32_t first() const { return range_.first; }
    std::uint32_t last() const { return range_.last; }
    const Word& operator[](std::uint32_t i) const { return (*document_)[i]; }
    // The word at i, or the one before it; null outside the sentence.
    const Word* at(std::uint32_t i) const { return i < range_.last ? &(*document_)[i] : nullptr; }
    const Word* before(std::uint32_t i) const { return i > range_.first ? &(*document_)[i - 1] : nullptr; }
    std::string_view text(std::uint32_t i) const { return document_->text(i, i + 1); }
    std::string_view text(std::uint32_t first, std::uint32_t last) const {
        return document_->text(first, last);
    }
    Uses uses(const Word& word) const { return document_->uses(word); }

private:
    const DocumentWords* document_;
    SentenceRange range_;
};

}  // namespace tag_entities
