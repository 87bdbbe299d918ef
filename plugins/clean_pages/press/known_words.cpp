// SPDX-License-Identifier: MIT
#include "known_words.hpp"

#include <string_view>

#include "words.hpp"

namespace press {
namespace {

// The small words that prose is full of and menus are not.
constexpr std::string_view stop_list[] = {
    "the",   "a",     "an",     "of",      "to",     "in",    "and",     "that",    "is",    "was",
    "for",   "on",    "it",     "with",    "as",     "he",    "she",     "they",    "we",    "you",
    "i",     "his",   "her",    "their",   "its",    "at",    "by",      "be",      "are",   "were",
    "from",  "has",   "have",   "had",     "this",   "but",   "not",     "or",      "which", "who",
    "would", "will",  "said",   "been",    "than",   "when",  "there",   "if",      "so",    "what",
    "into",  "could", "more",   "after",   "also",   "about", "out",     "up",      "one",   "all",
    "them",  "can",   "him",    "no",      "over",   "these", "those",   "because", "while", "where",
    "do",    "did",   "my",     "our",     "me",     "then",  "some",    "any",     "other", "only",
    "such",  "most",  "before", "between", "during", "under", "against", "says",    "may"};

constexpr std::string_view web_list[] = {"http", "https", "www"};

}  // namespace

KnownWords::KnownWords() {
    // about one of seventy factors gives each word a place of its own
    while (!fill()) factor_ = factor_ * 0x5851F42D4C957F2D + 2;
}

bool KnownWords::fill() {
    entries_ = {};
    const auto insert = [&](std::string_view word, Kind kind) {
        const auto hash = hash_of(word);
        auto& entry = entries_[place(hash)];
        if (entry != 0) return false;
        entry = (hash & ~kinds) | kind;
        return true;
    };
    for (const auto word : stop_list)
        if (!insert(word, stop)) return false;
    for (const auto word : web_list)
        if (!insert(word, web)) return false;
    return true;
}

}  // namespace press
