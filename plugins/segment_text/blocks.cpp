// SPDX-License-Identifier: MIT
#include "blocks.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

#include "ascii.hpp"
#include "characters.hpp"

namespace segment_text {

namespace {

constexpr std::size_t longest_heading = 14;  // words

// Where the next byte stands, at `at` or behind, that may end a line: a control character or the beginning of
// something beyond ASCII. Eight bytes at a time.
std::uint32_t candidate(std::string_view text, std::uint32_t at) {
    if constexpr (std::endian::native == std::endian::little) {
        constexpr std::uint64_t every = 0x0101010101010101, high = 0x80 * every;
        for (; at + 8 <= text.size(); at += 8) {
            std::uint64_t bytes;
            std::memcpy(&bytes, text.data() + at, 8);
            // The lowest byte that is found is right: what a borrow spoils lies above it.
            if (const auto found = ((bytes - ' ' * every) | bytes) & high)
                return at + static_cast<std::uint32_t>(std::countr_zero(found)) / 8;
        }
    }
    const auto size = static_cast<std::uint32_t>(text.size());
    const auto is_plain = [](char byte) { return ' ' <= byte; };  // what is not ASCII is negative
    while (at < size && is_plain(text[at])) ++at;
    return at;
}

// Gives the lines of a text one by one, without the white space around them.
class LineReader {
public:
    explicit LineReader(std::string_view text) : text_(text) {}

    // The next line, empty where nothing but white space stands; nothing at the end of the text.
    std::optional<quern::Span> next() {
        const auto size = static_cast<std::uint32_t>(text_.size());
        if (at_ >= size) return std::nullopt;
        const auto begin = at_;
        while ((at_ = candidate(text_, at_)) < size) {
            const auto end = at_;
            const auto next = character_at(text_, at_);
            at_ += next.size;
            if (characters_.kind(next.code) != Kind::newline) continue;
            if (next.code == '\r' && at_ < size && text_[at_] == '\n') ++at_;
            return trimmed({begin, end});
        }
        return trimmed({begin, size});
    }

private:
    quern::Span trimmed(quern::Span line) const {
        while (!line.empty()) {
            const auto first = character_at(text_, line.begin);
            if (!is_blank(characters_.kind(first.code))) break;
            line.begin += first.size;
        }
        while (!line.empty()) {
            const auto last = character_before(text_, line.end);
            if (!is_blank(characters_.kind(last.code))) break;
            line.end -= last.size;
        }
        return line;
    }

    const Characters& characters_ = Characters::instance();
    std::string_view text_;
    std::uint32_t at_ = 0;
};

bool is_bullet(std::string_view token) {
    constexpr std::string_view bullets[] = {"•", "‣", "◦", "▪", "●", "·", "*", "-", "–", "—", "»"};
    return std::find(std::begin(bullets), std::end(bullets), token) != std::end(bullets);
}

bool is_counter(std::string_view token) {
    const bool number = token.size() <= 2 && std::all_of(token.begin(), token.end(), is_ascii_digit);
    return number || (token.size() == 1 && is_ascii_letter(token[0]));
}

// A bullet, "1.", "2)", "(c)", before a blank.
bool begins_item(std::string_view line) {
    const auto blank = line.find_first_of(" \t");
    if (blank == std::string_view::npos || blank == 0) return false;
    auto marker = line.substr(0, blank);
    if (is_bullet(marker)) return true;
    const bool closed = marker.back() == ')';
    if (!closed && marker.back() != '.') return false;
    marker.remove_suffix(1);
    if (closed && marker.starts_with('(')) marker.remove_prefix(1);
    // A letter with a period is an initial far more often than an item.
    return !marker.empty() && is_counter(marker) && (closed || is_ascii_digit(marker[0]));
}

bool ends_like_prose(std::string_view token) {
    constexpr std::string_view stops[] = {".",   "?",  "!", ";", ",",  ":", "…",
                                          "...", "\"", "”", "’", "''", "»"};
    return std::find(std::begin(stops), std::end(stops), token) != std::end(stops);
}

}  // namespace

std::vector<quern::Span> find_blocks(std::string_view text, Lines lines) {
    std::vector<quern::Span> blocks;
    LineReader reader(text);
    bool inside = false;  // whether the next line goes on with the last block
    while (const auto line = reader.next()) {
        if (line->empty())
            inside = false;
        else if (inside && lines == Lines::are_wrapped && !begins_item(line->of(text)))
            blocks.back().end = line->end;
        else
            blocks.push_back(*line), inside = true;
    }
    return blocks;
}

std::string_view kind_of_block(std::string_view text, std::span<const quern::Span> tokens) {
    if (tokens.empty()) return "paragraph";
    if (begins_item(text.substr(tokens.front().begin, tokens.back().end - tokens.front().begin)))
        return "list item";
    const bool heading = tokens.size() <= longest_heading && !ends_like_prose(tokens.back().of(text)) &&
                         Characters::instance().kind_at(text, tokens.front().begin) != Kind::letter;
    return heading ? "heading" : "paragraph";
}

}  // namespace segment_text
