// SPDX-License-Identifier: MIT
#include "class_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "class_word_list.hpp"

namespace clean_html {
namespace {

constexpr std::size_t longest_class_word = 15;

// For each first letter the lengths of the words that begin with it, a bit each: most words of class names
// are none of these, and need not be looked up.
constexpr auto lengths_by_letter = [] {
    std::array<std::uint32_t, 26> lengths{};
    for (const auto& [word, mark] : class_words)
        lengths[static_cast<std::size_t>(word[0] - 'a')] |= 1u << word.size();
    return lengths;
}();

// Where the words stand in the list, from 1 on, by their hashes.
constexpr std::size_t slots = 512;
constexpr std::size_t slot_of(std::string_view word) {
    std::uint32_t hash = 0;
    for (const char c : word) hash = hash * 31 + static_cast<unsigned char>(c);
    return hash * 0x9E3779B1u >> 23;
}
constexpr auto places = [] {
    std::array<std::uint16_t, slots> table{};
    for (std::size_t i = 0; i < std::size(class_words); ++i) {
        auto slot = slot_of(class_words[i].word);
        while (table[slot] != 0) slot = (slot + 1) % slots;
        table[slot] = static_cast<std::uint16_t>(i + 1);
    }
    return table;
}();

std::uint32_t mark_of(std::string_view word) {
    if (!(lengths_by_letter[static_cast<std::size_t>(word[0] - 'a')] >> word.size() & 1)) return 0;
    for (auto slot = slot_of(word); places[slot] != 0; slot = (slot + 1) % places.size())
        if (const auto& known = class_words[places[slot] - 1]; known.word == word) return known.mark;
    return 0;
}

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

}  // namespace

std::uint32_t marks_of_names(std::string_view names) {
    std::uint32_t marks = 0;
    std::array<char, longest_class_word> word{};
    std::size_t size = 0;
    const auto finish = [&] {
        if (size >= 2 && size <= word.size()) marks |= mark_of({word.data(), size});
        size = 0;
    };
    for (std::size_t i = 0; i < names.size(); ++i) {
        const char c = names[i];
        if (!is_lower(c) && !is_upper(c)) {
            finish();
            continue;
        }
        if (is_upper(c) && i > 0 && is_lower(names[i - 1])) finish();
        if (size < word.size()) word[size] = static_cast<char>(c | 0x20);
        ++size;
    }
    finish();
    return marks;
}

}  // namespace clean_html
