// SPDX-License-Identifier: MIT
// Whether two speakers, as told, are one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language.hpp"

namespace corpus_quotes {

enum class SpeakerKind : std::uint8_t { unknown, named, described, collective };

// A speaker as a document tells it.
struct Speaker {
    std::string name;  // empty where nobody is told
    std::string key;   // of the entity, where it has one
    SpeakerKind kind = SpeakerKind::unknown;

    friend auto operator<=>(const Speaker&, const Speaker&) = default;
};

enum class Relation : std::uint8_t {
    same,       // one name, or a part of it: Hua Chunying and Hua
    open,       // nobody can tell: a name and a description, a minister and the ministry
    different,  // two names
};

// What of a speaker is compared.
class SpeakerName {
public:
    SpeakerName(const Speaker& speaker, const Language& language);

    bool is_named() const { return kind_ == SpeakerKind::named; }
    bool is_known() const { return kind_ != SpeakerKind::unknown; }
    std::size_t size() const { return words_.size(); }
    // The last word: what most ways of telling a name share.
    std::uint64_t family() const { return words_.empty() ? 0 : words_.back(); }

    // Two that are the same share one of these.
    std::vector<std::uint64_t> marks() const;

    friend Relation relation(const SpeakerName& a, const SpeakerName& b);

private:
    std::vector<std::uint64_t> words_;     // hashes, in order
    std::vector<std::uint32_t> initials_;  // of each word, to compare with an acronym and an initial
    std::vector<bool> capitals_;           // of each word: begins with one
    std::vector<bool> letter_;             // of each word: one letter alone
    std::uint64_t acronym_ = 0, key_ = 0;
    SpeakerKind kind_;
};

Relation relation(const SpeakerName& a, const SpeakerName& b);

}  // namespace corpus_quotes
