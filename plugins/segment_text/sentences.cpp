// SPDX-License-Identifier: MIT
#include "sentences.hpp"

#include <algorithm>
#include <array>

#include "ascii.hpp"
#include "characters.hpp"

namespace segment_text {

namespace {

enum class Stop : std::uint8_t { none, period, exclamation, ellipsis, abbreviation, full_width };

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// The last bytes of what may end a sentence: stops, and anything beyond ASCII.
constexpr auto ends_stop_table = [] {
    std::array<bool, 256> table{};
    for (const char stop : std::string_view(".?!")) table[static_cast<unsigned char>(stop)] = true;
    for (std::size_t byte = 0x80; byte < table.size(); ++byte) table[byte] = true;
    return table;
}();

bool ends_stop(char byte) {
    return ends_stop_table[static_cast<unsigned char>(byte)];
}

bool closes_always(std::string_view token) {
    return is_one_of(token, {")", "]", "}", "''", "”", "’’", "」", "』", "）", "】"});
}

bool is_straight_or_either_way(std::string_view token) {
    return is_one_of(token, {"\"", "'", "’", "“", "‘", "«", "»", "‹", "›"});
}

bool is_quote(std::string_view token) {
    return is_straight_or_either_way(token) || is_one_of(token, {"''", "``", "”", "’’", "‘‘", "„", "‚"});
}

bool opens(std::string_view token) {
    return is_quote(token) ||
           is_one_of(token, {"(", "[", "{", "「", "『", "（", "【", "-", "--", "–", "—", "•", "*", "#"});
}

bool reports(std::string_view token) {
    return is_one_of(token, {"said", "says", "asked", "asks", "told", "wrote", "writes", "added", "replied",
                             "shouted", "wondered", "cried", "exclaimed", "tweeted", "yelled", "demanded"});
}

}  // namespace

// The tokens of one block, with the questions that the rules ask about them.
class Splitting {
public:
    Splitting(const SentenceSplitter& splitter, std::string_view text, std::span<const quern::Span> tokens)
        : language_(*splitter.language_), text_(text), tokens_(tokens) {}

    void run(std::vector<quern::Span>& sentences) {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (!may_stop(tokens_[i])) continue;
            const auto stop = stop_of(token(i));
            if (stop == Stop::none) continue;
            const auto after = behind_closers(i + 1);
            if (after < tokens_.size() && !ends(i, after, stop)) continue;
            sentences.push_back({tokens_[first_].begin, tokens_[after - 1].end});
            first_ = after;
            i = after - 1;
        }
        if (first_ < tokens_.size()) sentences.push_back({tokens_[first_].begin, tokens_.back().end});
    }

private:
    std::string_view token(std::size_t i) const { return tokens_[i].of(text_); }
    // Letters and digits are no marks: a quick answer for most tokens.
    bool may_be_mark(std::size_t i) const { return lead(text_[tokens_[i].begin]) >= Lead::sign; }
    Kind first_kind(std::size_t i) const { return characters_.kind_at(text_, tokens_[i].begin); }
    bool touch(std::size_t left) const { return tokens_[left].end == tokens_[left + 1].begin; }

    bool may_stop(quern::Span token) const { return ends_stop(text_[token.end - 1]); }

    Stop stop_of(std::string_view token) const;
    std::size_t behind_closers(std::size_t i) const;
    bool closes_here(std::size_t i) const;
    bool is_footnote(std::size_t i) const;
    std::size_t first_word(std::size_t i) const;
    bool ends(std::size_t stop, std::size_t after, Stop kind) const;
    bool period_ends(std::size_t stop, std::size_t word) const;
    bool abbreviation_ends(std::size_t stop, std::size_t word) const;
    bool is_reported(std::size_t after) const;
    bool only_counts(std::size_t stop) const;

    const Language& language_;
    const Characters& characters_ = Characters::instance();
    const std::string_view text_;
    const std::span<const quern::Span> tokens_;
    std::size_t first_ = 0;  // of the sentence that is being read
};

Stop Splitting::stop_of(std::string_view token) const {
    if (lead(token.front()) == Lead::high) {
        if (is_one_of(token, {"…", "……"})) return Stop::ellipsis;
        if (is_one_of(token, {"。", "！", "？", "｡", "।", "॥", "؟", "۔", "።"})) return Stop::full_width;
    }
    const char last = token.back();
    if (last != '.' && last != '?' && last != '!') return Stop::none;
    if (token.find_first_not_of(".?!") != std::string_view::npos)
        return last == '.' ? Stop::abbreviation : Stop::none;
    if (token == ".") return Stop::period;
    return token.find_first_not_of('.') == std::string_view::npos ? Stop::ellipsis : Stop::exclamation;
}

// The first token from i on that no longer belongs to what the stop before it ended: it closes no quotation
// or bracket and is neither a footnote's mark nor a smile.
std::size_t Splitting::behind_closers(std::size_t i) const {
    while (i < tokens_.size() && may_be_mark(i)) {
        if (closes_always(token(i)) || closes_here(i) ||
            is_one_of(token(i), {":)", ":-)", ";)", ";-)", ":(", ":-("}))
            ++i;
        else if (is_footnote(i))
            i += 3;
        else
            break;
    }
    return i;
}

// A mark that opens as well as closes does the latter behind a stop and before a blank.
bool Splitting::closes_here(std::size_t i) const {
    if (!is_straight_or_either_way(token(i)) || !touch(i - 1)) return false;
    return i + 1 == tokens_.size() || !touch(i) || closes_always(token(i + 1)) ||
           is_straight_or_either_way(token(i + 1));
}

bool Splitting::is_footnote(std::size_t i) const {
    return token(i) == "[" && i + 2 < tokens_.size() && is_ascii_digit(token(i + 1).front()) &&
           token(i + 2) == "]";
}

// The first token from i on that opens neither a quotation nor a bracket and is no dash.
std::size_t Splitting::first_word(std::size_t i) const {
    while (i < tokens_.size() && may_be_mark(i) && opens(token(i))) ++i;
    return i;
}

// Whether a stop ends its sentence, given the token behind it and behind what closes there.
bool Splitting::ends(std::size_t stop, std::size_t after, Stop kind) const {
    const auto word = first_word(after);
    if (word == tokens_.size()) return false;  // nothing but marks is left of the block
    if (kind == Stop::full_width) return true;
    const auto next = first_kind(word);
    if (next == Kind::other)
        return kind == Stop::period && !is_one_of(token(word), {",", ";", ":", "?", "!", "..."});
    const bool quoted = after > stop + 1 && is_quote(token(after - 1));
    const bool small = next == Kind::letter && text_[tokens_[word].begin] >= 'a';
    switch (kind) {
        case Stop::period:
            return !(small && (quoted || touch(stop))) && period_ends(stop, word);
        case Stop::exclamation:
            // "Yahoo! is", but careless writers begin small after a question.
            if (small && (quoted || token(stop).find('?') == std::string_view::npos)) return false;
            return !(quoted && is_reported(after));
        case Stop::ellipsis:
            return !small && next != Kind::digit && !(quoted && is_reported(after));
        default:
            return !small && abbreviation_ends(stop, word);
    }
}

bool Splitting::period_ends(std::size_t stop, std::size_t word) const {
    if (only_counts(stop)) return false;
    // "www.x .com", a decimal cut in two by a blank, and the like.
    return !(touch(stop) && first_kind(word) == Kind::digit);
}

// Numbers and single letters that count off items: "1. Wash the rice."
bool Splitting::only_counts(std::size_t stop) const {
    if (stop == first_ || stop - first_ > 2) return false;
    const auto counter = token(stop - 1);
    const bool number = std::all_of(counter.begin(), counter.end(), is_ascii_digit) && counter.size() <= 3;
    const bool letter = counter.size() == 1 && is_ascii_letter(counter[0]);
    return (number || letter) && (stop - first_ == 1 || opens(token(first_)));
}

bool Splitting::abbreviation_ends(std::size_t stop, std::size_t word) const {
    const auto written = token(stop);
    const auto next = first_kind(word);
    const auto known = language_.abbreviation(written.substr(0, written.size() - 1));
    if (known == Abbreviation::title) return false;
    if (known == Abbreviation::end) return next == Kind::capital;
    const auto kind = known.value_or(Abbreviation::inside);
    if (kind == Abbreviation::number || next != Kind::capital) return false;
    return language_.opens_sentence(token(word));
}

// True for what comes after the marks in: "Why?" the minister asked; "Why?" Merkel asked.
bool Splitting::is_reported(std::size_t after) const {
    constexpr std::size_t furthest = 4;
    for (std::size_t i = after; i < std::min(after + furthest, tokens_.size()); ++i) {
        if (reports(token(i))) return i > after;
        if (lead(token(i).front()) == Lead::sign) return false;
    }
    return false;
}

void SentenceSplitter::split(std::string_view text, std::span<const quern::Span> tokens,
                             std::vector<quern::Span>& sentences) const {
    Splitting(*this, text, tokens).run(sentences);
}

}  // namespace segment_text
