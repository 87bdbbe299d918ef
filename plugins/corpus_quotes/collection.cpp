// SPDX-License-Identifier: MIT
#include "collection.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <xxhash.h>

namespace corpus_quotes {

namespace {

constexpr std::size_t first_table = 1024;

template <class Values>
std::uint64_t hash_of(const Values& values, std::uint64_t seed) {
    return XXH3_64bits_withSeed(values.data(), values.size() * sizeof(values[0]), seed);
}

std::uint64_t hash_of(const Quotation& quotation) {
    const auto hash = hash_of(quotation.words.words, quotation.own_passages);
    std::uint64_t all = hash;
    for (const auto& passage : quotation.words.passages) {
        const std::array<std::uint32_t, 3> parts{passage.begin, passage.end,
                                                 static_cast<std::uint32_t>(passage.mood)};
        all = hash_of(parts, all);
    }
    all = hash_of(quotation.speaker.name, all);
    all = hash_of(quotation.speaker.key, all);
    const std::array<std::uint64_t, 1> kind{static_cast<std::uint64_t>(quotation.speaker.kind)};
    return hash_of(kind, all);
}

}  // namespace

Index Texts::add(std::string_view text) {
    if (texts_.size() * 2 >= table_.size()) grow();
    const auto hash = XXH3_64bits(text.data(), text.size());
    const auto mask = table_.size() - 1;
    auto at = hash & mask;
    for (; table_[at] != 0; at = (at + 1) & mask)
        if (hashes_[table_[at] - 1] == static_cast<std::uint32_t>(hash) && texts_[table_[at] - 1] == text)
            return table_[at] - 1;
    auto* bytes = static_cast<char*>(arena_.allocate(text.size() + 1, 1));
    std::memcpy(bytes, text.data(), text.size());
    texts_.emplace_back(bytes, text.size());
    hashes_.push_back(static_cast<std::uint32_t>(hash));
    table_[at] = static_cast<Index>(texts_.size());
    return static_cast<Index>(texts_.size() - 1);
}

void Texts::grow() {
    table_.assign(std::max(first_table, table_.size() * 2), 0);
    const auto mask = table_.size() - 1;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
        auto at = hashes_[i] & mask;
        while (table_[at] != 0) at = (at + 1) & mask;
        table_[at] = static_cast<Index>(i + 1);
    }
}

void Collection::add(Source source, const std::vector<Quotation>& quotations) {
    if (quotations.empty()) return;
    const auto number = static_cast<Index>(sources_.size());
    sources_.push_back(std::move(source));
    for (const auto& quotation : quotations) {
        if (tellings_.size() >= most_) {
            ++left_out_;
            continue;
        }
        tellings_.push_back({form_of(quotation), number, texts_.add(quotation.text), quotation.row,
                             quotation.begin, quotation.end, quotation.kind});
    }
}

Index Collection::form_of(const Quotation& quotation) {
    if (forms_.size() * 2 >= table_.size()) grow();
    const auto hash = hash_of(quotation);
    const auto mask = table_.size() - 1;
    const auto& words = quotation.words;
    auto at = hash & mask;
    for (; table_[at] != 0; at = (at + 1) & mask) {
        const auto& known = forms_[table_[at] - 1];
        if (known.hash != hash) continue;
        const bool same = known.own_passages == quotation.own_passages &&
                          std::ranges::equal(this->words(known), words.words) &&
                          std::ranges::equal(passages(known), words.passages) &&
                          speakers_[known.speaker] == quotation.speaker;
        if (same) return table_[at] - 1;
    }
    const auto [speaker, fresh] =
        speaker_numbers_.emplace(quotation.speaker, static_cast<Index>(speakers_.size()));
    if (fresh) speakers_.push_back(quotation.speaker);
    Form form;
    form.words_begin = words_.size();
    form.passages_begin = passages_.size();
    form.words = static_cast<std::uint32_t>(words.words.size());
    form.passages = static_cast<std::uint16_t>(words.passages.size());
    form.own_passages = static_cast<std::uint16_t>(quotation.own_passages);
    form.own_words = form.own_passages == 0 ? 0 : words.passages[form.own_passages - 1].end;
    form.speaker = speaker->second;
    form.hash = hash;
    words_.insert(words_.end(), words.words.begin(), words.words.end());
    passages_.insert(passages_.end(), words.passages.begin(), words.passages.end());
    forms_.push_back(form);
    table_[at] = static_cast<Index>(forms_.size());
    return static_cast<Index>(forms_.size() - 1);
}

void Collection::grow() {
    table_.assign(std::max(first_table, table_.size() * 2), 0);
    const auto mask = table_.size() - 1;
    for (std::size_t i = 0; i < forms_.size(); ++i) {
        auto at = forms_[i].hash & mask;
        while (table_[at] != 0) at = (at + 1) & mask;
        table_[at] = static_cast<Index>(i + 1);
    }
}

}  // namespace corpus_quotes
