// SPDX-License-Identifier: MIT
#include "line.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "byline.hpp"
#include "dates.hpp"

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

class StopWords {
public:
    StopWords() {
        for (const auto word : stop_list) insert(press::hash_of(word));
    }
    bool has(std::uint64_t hash) const {
        for (auto i = slot(hash);; i = (i + 1) % slots_.size()) {
            if (slots_[i] == hash) return true;
            if (slots_[i] == 0) return false;
        }
    }

private:
    static std::size_t slot(std::uint64_t hash) { return (hash ^ hash >> 29) % 512; }
    void insert(std::uint64_t hash) {
        auto i = slot(hash);
        while (slots_[i] != 0 && slots_[i] != hash) i = (i + 1) % slots_.size();
        slots_[i] = hash;
    }
    std::array<std::uint64_t, 512> slots_{};
};

const StopWords& stop_words() {
    static const StopWords words;
    return words;
}

bool begins_item(std::string_view line) {
    for (const std::string_view bullet : {"•", "*", "‣", "◦", "·", "▪", "■", "–", "—", "-"})
        if (line.starts_with(bullet) && line.size() > bullet.size()) {
            const auto next = line[bullet.size()];
            if (next == ' ' || next == '\t' || bullet == "•") return true;
        }
    std::size_t digits = 0;
    while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
    return digits > 0 && digits <= 3 && digits + 1 < line.size() &&
           (line[digits] == '.' || line[digits] == ')') &&
           (line[digits + 1] == ' ' || line[digits + 1] == '\t');
}

bool has_any(std::string_view line, std::initializer_list<std::string_view> signs) {
    return std::any_of(signs.begin(), signs.end(),
                       [&](auto sign) { return line.find(sign) != std::string_view::npos; });
}

// Cheap to ask before a line is read as a date: no date goes without its year.
bool has_year(const std::vector<Word>& words, std::string_view content) {
    return std::any_of(words.begin(), words.end(), [&](const Word& word) {
        return word.end - word.begin == 4 && content[word.begin] >= '1' && content[word.begin] <= '2' &&
               word.number;
    });
}

constexpr std::size_t longest_facts_line =
    240;  // bytes in which a byline, a date or a menu's bar is looked for
constexpr std::size_t longest_phrase_line = 1200;  // bytes; a longer line is no debris

}  // namespace

void LineMeter::measure(std::string_view text, Line& line) {
    const auto content = line.of(text);
    split_words(content, words_);
    line.words = static_cast<std::uint32_t>(words_.size());
    std::uint32_t shouted = 0, letters = 0;
    for (const auto& word : words_) {
        line.key = line.key * 0x9E3779B97F4A7C15u + word.hash;
        line.stop_words += stop_words().has(word.hash);
        line.capitals += word.capital;
        line.numbers += word.number;
        shouted += word.upper;
        letters += !word.number && word.end - word.begin > 1;
    }
    line.shouts = shouted >= 2 && shouted == letters;
    line.begins_small =
        !words_.empty() && !words_.front().capital && !words_.front().number && words_.front().begin < 4;
    line.ends_sentence = ends_sentence(content);
    line.ends_colon = content.back() == ':';
    line.commas = static_cast<std::uint32_t>(std::count(content.begin(), content.end(), ','));
    line.quotes = has_any(content, {"\"", "“", "”"});
    if (content.size() <= longest_phrase_line) line.debris = phrases_.find(words_);
    if (content.size() > longest_facts_line) return;
    line.item = begins_item(content);
    line.bar = has_any(content, {"|", "»", "›", "·"});
    line.address = has_any(content, {"@", "http://", "https://", "www."});
    if (line.words > 40) return;
    Byline byline;
    line.byline = may_be_byline(content, words_) && read_byline(content, byline);
    if (has_year(words_, content)) {
        const auto date = find_date(content);
        line.date = date && date->alone;
    }
}

void LineMeter::find_repeats(std::vector<Line>& lines) {
    keys_.clear();
    for (const auto& line : lines) keys_.push_back(line.key);
    std::sort(keys_.begin(), keys_.end());
    for (auto& line : lines) {
        const auto [first, last] = std::equal_range(keys_.begin(), keys_.end(), line.key);
        line.repeated = last - first > 1;
    }
}

}  // namespace press
