// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/input.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

using Bytes = std::bitset<256>;

Bytes in_a_name() {
    return Bytes().set().reset('/');
}
// The bytes of a character behind its first.
Bytes continuation() {
    Bytes bytes;
    for (unsigned b = 0x80; b < 0xC0; ++b) bytes.set(b);
    return bytes;
}
unsigned char byte_of(char c) {
    return static_cast<unsigned char>(c);
}

}  // namespace

Glob::Glob(std::string_view pattern) {
    const auto add = [this](Token::Kind kind, Bytes accepts) { tokens_.push_back({kind, accepts}); };
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool first_in_name = i == 0 || pattern[i - 1] == '/';
        if (pattern.substr(i, 3) == "**/" && first_in_name) {
            add(Token::Kind::folders, {});
            add(Token::Kind::in_folders, Bytes().set());
            i += 2;
        } else if (pattern.substr(i, 2) == "**") {
            add(Token::Kind::many, Bytes().set());
            i += 1;
        } else if (pattern[i] == '*') {
            add(Token::Kind::many, in_a_name());
        } else if (pattern[i] == '?') {
            add(Token::Kind::one, in_a_name() & ~continuation());
            add(Token::Kind::many, continuation());
        } else if (pattern[i] == '[') {
            i = read_set(pattern, i);
        } else {
            if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
            add(Token::Kind::one, Bytes().set(byte_of(pattern[i])));
        }
    }
}

// Reads the set whose bracket stands at `at`; returns the place of the closing one.
std::size_t Glob::read_set(std::string_view pattern, std::size_t at) {
    auto i = at + 1;
    const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
    i += negated;
    Bytes set;
    for (const auto first = i; i < pattern.size() && (pattern[i] != ']' || i == first); ++i) {
        const auto from = byte_of(pattern[i]);
        const bool range = i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']';
        const auto to = range ? byte_of(pattern[i + 2]) : from;
        for (unsigned b = from; b <= to; ++b) set.set(b);
        if (range) i += 2;
    }
    if (i >= pattern.size())
        throw Error(fmt::format("the pattern '{}' has a [ without its ]", pattern),
                    "write \\[ for the character [");
    tokens_.push_back({Token::Kind::one, (negated ? ~set & ~continuation() : set) & in_a_name()});
    if (negated) tokens_.push_back({Token::Kind::many, continuation()});
    return i;
}

// Marks the places that are reached without a further byte.
void Glob::skip_empty(States& states) const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        if (!states[i]) continue;
        if (tokens_[i].kind == Token::Kind::many) states[i + 1] = 1;
        if (tokens_[i].kind == Token::Kind::folders) states[i + 1] = states[i + 2] = 1;
    }
}

Glob::States Glob::after(std::string_view path) const {
    States now(tokens_.size() + 1), next(tokens_.size() + 1);
    now[0] = 1;
    skip_empty(now);
    for (const char c : path) {
        std::fill(next.begin(), next.end(), 0);
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (!now[i] || !tokens_[i].accepts[byte_of(c)]) continue;
            const auto kind = tokens_[i].kind;
            if (kind != Token::Kind::one) next[i] = 1;
            if (kind == Token::Kind::one || (kind == Token::Kind::in_folders && c == '/')) next[i + 1] = 1;
        }
        skip_empty(next);
        now.swap(next);
    }
    return now;
}

bool Glob::matches(std::string_view path) const {
    return after(path).back();
}

bool Glob::reaches_into(std::string_view folder) const {
    const auto states = after(std::string(folder) + "/");
    return std::find(states.begin(), states.end() - 1, 1) != states.end() - 1;
}

bool Glob::is_pattern(std::string_view text) {
    return text.find_first_of("*?[") != std::string_view::npos;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
