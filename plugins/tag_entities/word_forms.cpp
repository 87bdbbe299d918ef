// SPDX-License-Identifier: MIT
#include "word_forms.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <quern/sequence_model.hpp>

namespace tag_entities {

namespace {

constexpr std::size_t longest_listed = 40;  // bytes of a word that a list may hold

bool is_ascii_small(char c) {
    return 'a' <= c && c <= 'z';
}
bool is_ascii_large(char c) {
    return 'A' <= c && c <= 'Z';
}

Shape shape_of(std::string_view word) {
    UChar32 code = 0;
    std::int32_t at = 0;
    U8_NEXT_OR_FFFD(word.data(), at, static_cast<std::int32_t>(word.size()), code);
    if (u_isdigit(code)) return Shape::number;
    if (!u_isUAlphabetic(code)) return Shape::mark;
    if (!u_isupper(code) && !u_istitle(code)) return Shape::small;
    if (static_cast<std::size_t>(at) + 1 == word.size() && word.back() == '.') return Shape::initial;
    const auto rest = word.substr(static_cast<std::size_t>(at));
    const bool some_large = std::any_of(rest.begin(), rest.end(), is_ascii_large);
    const bool some_small = std::any_of(rest.begin(), rest.end(), is_ascii_small);
    return some_large && !some_small ? Shape::capitals : Shape::capital;
}

// Endings that make everyday words, not names.
bool ends_like_a_common_word(std::string_view small) {
    constexpr std::size_t shortest = 6;
    constexpr std::string_view endings[] = {"tion",  "tions", "sion",  "ment", "ments", "ness", "ity",
                                            "ities", "ism",   "ology", "ics",  "ical",  "ship", "ous"};
    return small.size() >= shortest &&
           std::any_of(std::begin(endings), std::end(endings),
                       [&](std::string_view ending) { return small.ends_with(ending); });
}

}  // namespace

std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = text.size();
    for (; text.size() > 8; text.remove_prefix(8)) {
        std::uint64_t part;
        std::memcpy(&part, text.data(), 8);
        hash = quern::mix(hash, part);
    }
    std::uint64_t part = 0;
    if (!text.empty()) std::memcpy(&part, text.data(), text.size());
    return quern::mix(hash, part);
}

std::uint32_t HashNumbers::operator()(std::uint64_t hash) {
    if (2 * std::size_t{size_} >= slots_.size()) grow();
    const auto mask = slots_.size() - 1;
    for (auto at = hash & mask;; at = (at + 1) & mask) {
        auto& slot = slots_[at];
        if (slot.number == none) slot = {hash, size_++};
        if (slot.hash == hash) return slot.number;
    }
}

void HashNumbers::clear() {
    size_ = 0;
    slots_.clear();
}

void HashNumbers::grow() {
    constexpr std::size_t smallest = 1 << 10;
    std::vector<Slot> old(std::max(smallest, 2 * slots_.size()));
    old.swap(slots_);
    const auto mask = slots_.size() - 1;
    for (const auto& slot : old) {
        if (slot.number == none) continue;
        auto at = slot.hash & mask;
        while (slots_[at].number != none) at = (at + 1) & mask;
        slots_[at] = slot;
    }
}

void WordForms::begin_document(const Lexicon& lexicon) {
    if (lexicon_ == &lexicon && forms_.size() < most_kept) return;
    lexicon_ = &lexicon;
    numbers_.clear(), groups_.clear(), forms_.clear();
    ++generation_;
}

std::uint32_t WordForms::number_of(std::string_view written) {
    const auto number = numbers_(hash_of(written));
    if (number == forms_.size()) forms_.push_back(look_up(written));
    return number;
}

WordForm WordForms::look_up(std::string_view written) {
    WordForm form;
    const auto small = small_letters(written);
    form.group = groups_(hash_of(small));
    form.shape = shape_of(written);
    if (form.shape == Shape::mark || small.size() > longest_listed) return form;
    form.signs = lexicon_->signs(small);
    if (!(form.signs & signs_for_rules) && ends_like_a_common_word(small)) form.signs |= ordinary;
    return form;
}

}  // namespace tag_entities
