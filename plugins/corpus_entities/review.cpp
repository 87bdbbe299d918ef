// SPDX-License-Identifier: MIT
#include "review.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "names.hpp"

namespace corpus_entities {

namespace {

constexpr std::size_t most_candidates = 100, most_told = 5;

using Words = std::vector<std::string>;

// One letter, which may be of several bytes.
bool is_initial(const std::string& word) {
    return !word.empty() && std::count_if(word.begin(), word.end(), [](char c) {
                                return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
                            }) == 1;
}

// Whether the words are some of the others, in their order. An initial stands for a word.
bool is_subsequence(const Words& some, const Words& all, bool& by_initial) {
    std::size_t at = 0;
    for (const auto& word : some) {
        const auto fits = [&](const std::string& other) {
            return other == word || (is_initial(word) && other.starts_with(word)) ||
                   (is_initial(other) && word.starts_with(other));
        };
        while (at < all.size() && !fits(all[at])) ++at;
        if (at == all.size()) return false;
        by_initial |= all[at++] != word;
    }
    return true;
}

// The reason why two names of people may be one person's; empty where there is none.
std::string_view likeness(const Words& a, const Words& b) {
    const auto& few = a.size() <= b.size() ? a : b;
    const auto& many = a.size() <= b.size() ? b : a;
    if (few.empty() || is_initial(few.back())) return {};
    const bool ends_alike = few.back() == many.back();
    // Where the family name comes first, it may stand alone.
    const bool begins_alike = few.size() == 1 && few.front() == many.front();
    if (!ends_alike && !begins_alike) return {};
    bool by_initial = false;
    if (!is_subsequence(few, many, by_initial)) return {};
    return by_initial ? "initial" : "part";
}

class Index {
public:
    explicit Index(const std::vector<Entity>& entities) : entities_(entities), likely_(entities.size()) {}

    std::vector<std::vector<Likely>> run() {
        // From the most frequent on, so that each finds those before it.
        for (std::size_t i = 0; i < entities_.size(); ++i) {
            const auto& name = entities_[i].name();
            if (name.empty()) continue;
            const auto& label = entities_[i].label;
            same_in(label + "\nplain\n" + plain(name), i, "spelling");
            if (label == "PER") people(i);
            if (label == "ORG") organisations(i);
        }
        return std::move(likely_);
    }

private:
    using Numbers = std::vector<std::size_t>;

    void tell(std::size_t i, std::size_t other, std::string_view reason) {
        auto& told = likely_[i];
        const bool known =
            std::any_of(told.begin(), told.end(), [&](const Likely& one) { return one.other == other; });
        if (other != i && !known && told.size() < most_told) told.push_back({other, reason});
    }

    Numbers& list(const std::string& what) { return lists_[what]; }

    void same_in(const std::string& what, std::size_t i, std::string_view reason) {
        auto& others = list(what);
        for (const auto other : others) tell(i, other, reason);
        if (others.size() < most_candidates) others.push_back(i);
    }

    void people(std::size_t i) {
        auto words = words_of(entities_[i].name());
        if (words.empty()) return;
        const auto first = "PER\nfirst\n" + words.front(), last = "PER\nlast\n" + words.back();
        for (const auto* what : {&last, &first})
            for (const auto other : list(*what))
                if (const auto reason = likeness(words, words_[other]); !reason.empty())
                    tell(i, other, reason);
        for (const auto* what : {&last, &first})
            if (auto& others = list(*what); others.size() < most_candidates) others.push_back(i);
        words_.emplace(i, std::move(words));
    }

    void organisations(std::size_t i) {
        const auto& name = entities_[i].name();
        const bool spelt_out = name.find(' ') != std::string::npos;
        const auto letters = spelt_out ? initials_of(name) : name;
        if (letters.size() < 2) return;
        // Of each kind those of the other that came before.
        const std::string kinds[] = {"ORG\nletters\n" + letters, "ORG\nwords\n" + letters};
        for (const auto other : list(kinds[spelt_out ? 0 : 1])) tell(i, other, "acronym");
        if (auto& own = list(kinds[spelt_out ? 1 : 0]); own.size() < most_candidates) own.push_back(i);
    }

    const std::vector<Entity>& entities_;
    std::vector<std::vector<Likely>> likely_;
    std::unordered_map<std::string, Numbers> lists_;
    std::unordered_map<std::size_t, Words> words_;
};

}  // namespace

std::vector<std::vector<Likely>> review(const std::vector<Entity>& entities) {
    return Index(entities).run();
}

}  // namespace corpus_entities
