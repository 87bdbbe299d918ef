// SPDX-License-Identifier: MIT
#include "differences.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <xxhash.h>

#include "fold.hpp"

namespace corpus_quotes {

namespace {

constexpr std::size_t most_words = 400;  // compared of each telling
constexpr std::size_t most_told = 20;    // differences
constexpr std::size_t cut_words = 4;     // so many at an end, and no others for them: cut there

struct Token {
    std::string_view text;  // without signs around it
    std::uint64_t hash;
};

bool is_wide(UChar32 code) {
    return u_getIntPropertyValue(code, UCHAR_LINE_BREAK) == U_LB_IDEOGRAPHIC ||
           u_getIntPropertyValue(code, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

// Words of letters and digits; in scripts without spaces each letter is one.
std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    std::string folded;
    std::size_t begin = text.npos, end = 0;
    const auto end_token = [&] {
        if (begin != text.npos && tokens.size() < most_words)
            tokens.push_back({text.substr(begin, end - begin), XXH3_64bits(folded.data(), folded.size())});
        begin = text.npos;
        folded.clear();
    };
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < size && tokens.size() < most_words;) {
        const auto from = static_cast<std::size_t>(at);
        UChar32 code;
        U8_NEXT(text.data(), at, size, code);
        const bool mark = code >= 0x300 && (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0;
        if (code > 0 && (u_isalnum(code) || mark)) {
            const bool wide = code >= 0x0E00 && is_wide(code) && !mark;
            if (wide) end_token();
            if (begin == text.npos) begin = from;
            append_folded(folded, code);
            end = static_cast<std::size_t>(at);
        } else if (u_isUWhiteSpace(code) || code == 0x2014 || code == 0x2026) {
            end_token();
        }
    }
    end_token();
    return tokens;
}

// What one side has in the stead of the other.
struct Change {
    std::size_t from_begin, from_end, to_begin, to_end;
};

// The longest common subsequence by the table of lengths: at most most_words² cells.
std::vector<Change> changes_of(std::span<const Token> from, std::span<const Token> to) {
    const auto rows = from.size() + 1, columns = to.size() + 1;
    std::vector<std::uint16_t> table(rows * columns);
    for (auto i = from.size(); i-- > 0;)
        for (auto j = to.size(); j-- > 0;)
            table[i * columns + j] = from[i].hash == to[j].hash
                                         ? static_cast<std::uint16_t>(table[(i + 1) * columns + j + 1] + 1)
                                         : std::max(table[(i + 1) * columns + j], table[i * columns + j + 1]);
    std::vector<Change> changes;
    std::size_t i = 0, j = 0;
    while (i < from.size() || j < to.size()) {
        Change change{i, i, j, j};
        while (i < from.size() || j < to.size()) {
            if (i < from.size() && j < to.size() && from[i].hash == to[j].hash) break;
            if (j == to.size() ||
                (i < from.size() && table[(i + 1) * columns + j] >= table[i * columns + j + 1]))
                ++i;
            else
                ++j;
        }
        change.from_end = i, change.to_end = j;
        if (change.from_begin != i || change.to_begin != j) changes.push_back(change);
        while (i < from.size() && j < to.size() && from[i].hash == to[j].hash) ++i, ++j;
    }
    return changes;
}

std::string joined(std::span<const Token> tokens, std::size_t begin, std::size_t end) {
    const auto* first = tokens[begin].text.data();
    const auto* last = tokens[end - 1].text.data() + tokens[end - 1].text.size();
    return {first, last};
}

}  // namespace

std::string differences(std::string_view from, std::string_view to) {
    const auto a = tokens_of(from), b = tokens_of(to);
    const auto same = [](const Token& x, const Token& y) { return x.hash == y.hash; };
    // What both begin and end with need not go through the table.
    const auto begin = static_cast<std::size_t>(
        std::mismatch(a.begin(), a.end(), b.begin(), b.end(), same).first - a.begin());
    auto a_end = a.size(), b_end = b.size();
    while (a_end > begin && b_end > begin && same(a[a_end - 1], b[b_end - 1])) --a_end, --b_end;
    std::string told;
    std::size_t count = 0;
    for (auto change : changes_of({a.data() + begin, a_end - begin}, {b.data() + begin, b_end - begin})) {
        change.from_begin += begin, change.from_end += begin;
        change.to_begin += begin, change.to_end += begin;
        const auto gone = change.from_end - change.from_begin, come = change.to_end - change.to_begin;
        const bool at_end = change.from_begin == 0 || change.from_end == a.size();
        if (!told.empty()) told += "; ";
        if (++count > most_told) return told + "…";
        const bool cut = at_end && come == 0 && gone >= cut_words,
                   longer = at_end && gone == 0 && come >= cut_words;
        if (gone != 0) told += "[-" + (cut ? "…" : joined(a, change.from_begin, change.from_end)) + "-]";
        if (gone != 0 && come != 0) told += ' ';
        if (come != 0) told += "{+" + (longer ? "…" : joined(b, change.to_begin, change.to_end)) + "+}";
    }
    return told;
}

}  // namespace corpus_quotes
