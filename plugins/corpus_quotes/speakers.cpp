// SPDX-License-Identifier: MIT
#include "speakers.hpp"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <xxhash.h>

#include "fold.hpp"

namespace corpus_quotes {

namespace {

// What names are told with and without.
bool is_small_word(std::string_view word) {
    constexpr std::string_view small[] = {"a", "an", "the", "of", "for", "and", "in", "at", "to", "s"};
    return std::find(std::begin(small), std::end(small), word) != std::end(small);
}

std::uint64_t hash_of(std::string_view text) {
    return XXH3_64bits(text.data(), text.size());
}

}  // namespace

SpeakerName::SpeakerName(const Speaker& speaker, const Language& language)
    : key_(speaker.key.empty() ? 0 : hash_of(speaker.key)), kind_(speaker.kind) {
    const auto& name = speaker.name;
    std::string word, initials;
    bool capital = false;
    std::uint32_t letters = 0;
    std::size_t capitals = 0, all = 0;
    const auto end_word = [&] {
        const auto* known = language.find(word);
        const bool title = kind_ == SpeakerKind::named && words_.empty() && known != nullptr &&
                           (known->classes & Language::title) != 0;
        if (!word.empty() && !is_small_word(word) && !title) {
            words_.push_back(hash_of(word));
            letter_.push_back(letters == 1);
            capitals_.push_back(capital);
            initials_.push_back(static_cast<unsigned char>(word.front()));
            initials += word.front();
        }
        word.clear();
        letters = 0;
    };
    for (std::int32_t at = 0; at < static_cast<std::int32_t>(name.size());) {
        UChar32 code;
        U8_NEXT(name.data(), at, static_cast<std::int32_t>(name.size()), code);
        if (code > 0 && u_isalnum(code)) {
            if (word.empty()) capital = u_isupper(code);
            ++letters;
            ++all;
            capitals += u_isupper(code);
            append_folded(word, code);
        } else if (code != '-' && code != '\'' && code != 0x2019 && code != '.') {
            end_word();
        }
    }
    end_word();
    if (words_.empty()) kind_ = SpeakerKind::unknown;
    if (words_.size() == 1 && all >= 2 && capitals == all) {
        std::string letters_of;
        for (const char c : name)
            if ('A' <= c && c <= 'Z') letters_of += static_cast<char>(c | 0x20);
        acronym_ = hash_of(letters_of);
    } else if (words_.size() > 1) {
        acronym_ = hash_of(initials);
    }
}

std::vector<std::uint64_t> SpeakerName::marks() const {
    auto marks = words_;
    if (acronym_ != 0) marks.push_back(acronym_);
    if (key_ != 0) marks.push_back(key_);
    return marks;
}

Relation relation(const SpeakerName& a, const SpeakerName& b) {
    if (!a.is_known() || !b.is_known()) return Relation::open;
    if (a.key_ != 0 && a.key_ == b.key_) return Relation::same;
    const auto& few = a.size() <= b.size() ? a : b;
    const auto& many = a.size() <= b.size() ? b : a;
    if (few.words_ == many.words_) return Relation::same;
    const bool bodies = a.kind_ == SpeakerKind::collective && b.kind_ == SpeakerKind::collective;
    if (a.acronym_ != 0 && a.acronym_ == b.acronym_ && (few.size() == 1) != (many.size() == 1))
        return Relation::same;
    if (a.is_named() && b.is_named()) {
        // The words of one in the other, in order; an initial stands for a word. The family name must be
        // there, or, where the family name comes first, the first word alone.
        std::size_t at = 0;
        for (std::size_t i = 0; i < few.size(); ++i, ++at) {
            const auto fits = [&](std::size_t other) {
                return few.words_[i] == many.words_[other] ||
                       ((few.letter_[i] || many.letter_[other]) && few.initials_[i] == many.initials_[other]);
            };
            while (at < many.size() && !fits(at)) ++at;
            if (at == many.size()) return Relation::different;
        }
        const bool part = few.family() == many.family() ||
                          (few.size() == 1 && !few.letter_[0] && few.words_[0] == many.words_[0]);
        return part ? Relation::same : Relation::different;
    }
    // Two bodies, or two descriptions: the ministry, the Ministry of Labour. Names in them that differ part
    // them: the government of Peru, the government of Chile.
    const auto lacks_name = [](const SpeakerName& some, const SpeakerName& other) {
        for (std::size_t i = 0; i < some.size(); ++i)
            if (some.capitals_[i] &&
                std::find(other.words_.begin(), other.words_.end(), some.words_[i]) == other.words_.end())
                return true;
        return false;
    };
    if (a.kind_ == b.kind_) {
        if (lacks_name(a, b) && lacks_name(b, a)) return bodies ? Relation::different : Relation::open;
        for (const auto word : few.words_)
            if (std::find(many.words_.begin(), many.words_.end(), word) != many.words_.end())
                return Relation::same;
    }
    return Relation::open;
}

}  // namespace corpus_quotes
