// SPDX-License-Identifier: MIT
#include "words.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace tag_entities {

namespace {

Shape shape_of(std::string_view token) {
    std::int32_t at = 0;
    const auto size = static_cast<std::int32_t>(token.size());
    int letters = 0, upper = 0, digits = 0;
    bool first_upper = false;
    while (at < size) {
        const auto lead = static_cast<unsigned char>(token[static_cast<std::size_t>(at)]);
        UChar32 c = lead;
        if (lead < 0x80)
            ++at;
        else
            U8_NEXT(token.data(), at, size, c);
        const bool is_upper = c < 0x80 ? (c >= 'A' && c <= 'Z') : u_isupper(c);
        const bool is_letter = is_upper || (c < 0x80 ? (c >= 'a' && c <= 'z') : u_isalpha(c));
        if (is_letter && letters == 0) first_upper = is_upper;
        letters += is_letter;
        upper += is_upper;
        digits += c >= '0' && c <= '9';
    }
    if (letters == 0) return digits ? Shape::number : Shape::mark;
    if (!first_upper) return Shape::lower;
    if (letters == 1 && size <= 3) return Shape::initial;
    return letters > 1 && upper == letters ? Shape::capitals : Shape::capital;
}

// Whether so many of its longer words begin with capitals that capitals tell nothing. Headlines have no full
// stop.
bool is_title_case(const std::vector<Word>& words, std::size_t first, std::size_t last) {
    std::size_t long_words = 0, capitals = 0;
    for (auto i = first; i < last; ++i) {
        if (words[i].text.size() < 4 || words[i].shape == Shape::mark || words[i].shape == Shape::number)
            continue;
        ++long_words;
        capitals += words[i].named();
    }
    return words[last - 1].text != "." && long_words >= 4 && capitals * 10 >= long_words * 8;
}

}  // namespace

void Words::read(const quern::Document& document, const Lexicon& lexicon) {
    list.clear(), lower.clear(), capital.clear();
    const auto tokens = document.read(quern::layers::tokens);
    const auto blocks = document.read(quern::layers::blocks);
    list.reserve(tokens.size());
    std::uint32_t end = 0;
    for (const auto token : tokens) {
        Word word{token.span(), token.text()};
        word.shape = shape_of(word.text);
        if (word.shape != Shape::mark && word.shape != Shape::number) word.flags = lexicon.flags(word.text);
        word.glued = word.span.begin == end;
        end = word.span.end;
        list.push_back(word);
    }
    for (const auto sentence : document.read(quern::layers::sentences)) {
        const auto rows = tokens->starting_in(sentence.span());
        if (rows.first == rows.last) continue;
        auto first = rows.first;
        while (first + 1 < rows.last && list[first].shape == Shape::mark) ++first;
        list[first].starts = true;
        list[rows.last - 1].ends = true;
        if (is_title_case(list, rows.first, rows.last))
            for (auto i = rows.first; i < rows.last; ++i) list[i].heading = true;
    }
    if (blocks.exists()) {
        const auto kind = blocks->column("kind");
        for (const auto block : blocks) {
            if (block.string(kind) != "heading") continue;
            const auto rows = tokens->starting_in(block.span());
            for (auto i = rows.first; i < rows.last; ++i) list[i].heading = true;
        }
    }
    for (const auto& word : list) {
        if (word.shape == Shape::lower) lower.insert(word.text);
        if (word.named() && !word.starts && !word.heading) capital.insert(word.text);
    }
}

}  // namespace tag_entities
