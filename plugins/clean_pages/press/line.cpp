// SPDX-License-Identifier: MIT
#include "line.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <initializer_list>

#include "byline.hpp"
#include "bytes.hpp"
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

// Words that tell what a line is, by their hashes.
class KnownWords {
public:
    enum Kind : std::uint8_t { none, stop, web };  // web: what addresses begin with

    KnownWords() {
        for (const auto word : stop_list) insert(hash_of(word), stop);
        for (const auto* word : {"http", "https", "www"}) insert(hash_of(word), web);
    }
    Kind kind_of(std::uint64_t hash) const {
        for (auto i = slot(hash); hashes_[i] != 0; i = (i + 1) % slots)
            if (hashes_[i] == hash) return kinds_[i];
        return none;
    }

private:
    static constexpr std::size_t slots = 512;
    static std::size_t slot(std::uint64_t hash) { return (hash ^ hash >> 29) % slots; }
    void insert(std::uint64_t hash, Kind kind) {
        auto i = slot(hash);
        while (hashes_[i] != 0) i = (i + 1) % slots;
        hashes_[i] = hash, kinds_[i] = kind;
    }
    std::array<std::uint64_t, slots> hashes_{};
    std::array<Kind, slots> kinds_{};
};

const KnownWords& known_words() {
    static const KnownWords words;
    return words;
}

// Marks that tell what a line is.
struct Signs {
    std::uint32_t commas = 0;
    bool quotes = false, bar = false, at = false;
};

// One of the marks that are not ASCII begins at `i`.
void look_at_high(std::string_view line, std::size_t i, Signs& signs) {
    const auto is = [&](std::string_view what) { return line.substr(i, what.size()) == what; };
    signs.quotes = signs.quotes || is("“") || is("”");
    signs.bar = signs.bar || is("»") || is("›") || is("·");
}

Signs find_signs(std::string_view line) {
    Signs signs;
    for (std::size_t base = 0; base < line.size(); base += Block::size) {
        const Block block(line, base);
        for (auto commas = block.equal(','); commas != 0; commas &= commas - 1) ++signs.commas;
        signs.quotes = signs.quotes || block.equal('"') != 0;
        signs.bar = signs.bar || block.equal('|') != 0;
        signs.at = signs.at || block.equal('@') != 0;
        const auto leads = block.above_ascii() & (block.equal('\xC2') | block.equal('\xE2'));
        for (auto left = leads; left != 0; left &= left - 1)
            look_at_high(line, base + static_cast<std::size_t>(std::countr_zero(left)), signs);
    }
    return signs;
}

bool begins_item(std::string_view line) {
    if (class_of(line.front()) == lower || class_of(line.front()) == upper) return false;
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

void LineMeter::count_words(Line& line) const {
    const auto& known = known_words();
    std::uint64_t key = 0, sieve = 0;
    std::uint32_t stops = 0, web = 0, capitals = 0, numbers = 0, shouted = 0, letters = 0;
    for (const auto& word : words_) {
        key = key * 0x9E3779B97F4A7C15u + word.hash;
        sieve |= std::uint64_t{1} << (word.hash >> 58);
        const auto kind = known.kind_of(word.hash);
        stops += kind == KnownWords::stop;
        web += kind == KnownWords::web;
        capitals += word.capital;
        numbers += word.number;
        shouted += word.upper;
        letters += !word.number && word.end - word.begin > 1;
    }
    line.key = key, line.sieve = sieve;
    line.words = static_cast<std::uint32_t>(words_.size());
    line.stop_words = stops, line.capitals = capitals, line.numbers = numbers;
    line.address = web > 0;
    line.shouts = shouted >= 2 && shouted == letters;
    line.begins_small =
        !words_.empty() && !words_.front().capital && !words_.front().number && words_.front().begin < 4;
}

void LineMeter::measure(std::string_view text, Line& line) {
    const auto content = line.of(text);
    split_words(content, words_);
    count_words(line);
    const auto signs = find_signs(content);
    line.commas = signs.commas;
    line.quotes = signs.quotes;
    line.ends_sentence = ends_sentence(content);
    line.ends_colon = content.back() == ':';
    if (content.size() <= longest_phrase_line) line.debris = phrases_.find(words_);
    const bool is_short = content.size() <= longest_facts_line;
    line.bar = signs.bar && is_short;
    line.address = (line.address || signs.at) && is_short;
    line.item = is_short && begins_item(content);
}

void LineMeter::read_facts(std::string_view text, Line& line) const {
    const auto content = line.of(text);
    if (line.words > 40 || content.size() > longest_facts_line) return;
    Byline byline;
    line.byline = may_be_byline(content, words_) && read_byline(content, byline);
    if (has_year(words_, content)) {
        const auto date = find_date(content);
        line.date = date && date->alone;
    }
}

const std::vector<std::uint32_t>& LineMeter::find_repeats(std::vector<Line>& lines) {
    // at most half of the places are taken
    const auto places = std::bit_ceil(2 * lines.size() + 1);
    seen_.assign(places, {0, 0});
    slots_.clear(), repeats_.clear();
    for (const auto& line : lines) {
        auto at = (line.key ^ line.key >> 32) & (places - 1);
        while (seen_[at].count != 0 && seen_[at].key != line.key) at = (at + 1) & (places - 1);
        seen_[at].key = line.key;
        ++seen_[at].count;
        slots_.push_back(static_cast<std::uint32_t>(at));
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        repeats_.push_back(seen_[slots_[i]].count);
        lines[i].repeated = repeats_.back() > 1;
    }
    return repeats_;
}

}  // namespace press
