// SPDX-License-Identifier: MIT
// A few words that are looked up by their hashes, so that nobody need fold a word to compare it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "words.hpp"

namespace press {

class WordSet {
public:
    // In lower case.
    WordSet(std::initializer_list<std::string_view> words) {
        hashes_.reserve(words.size());
        for (const auto word : words) hashes_.push_back(hash_of(word)), sieve_ |= bit(hashes_.back());
        std::sort(hashes_.begin(), hashes_.end());
    }
    bool has(const Word& word) const {
        return (sieve_ & bit(word.hash)) != 0 &&
               std::binary_search(hashes_.begin(), hashes_.end(), word.hash);
    }

private:
    static std::uint64_t bit(std::uint64_t hash) { return std::uint64_t{1} << (hash >> 58); }

    std::uint64_t sieve_ = 0;  // most words are told by it alone
    std::vector<std::uint64_t> hashes_;
};

}  // namespace press
