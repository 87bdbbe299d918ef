// SPDX-License-Identifier: MIT
// How much a line's words are those of articles: a sum of weights that were learned, one for each class of
// words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include "words.hpp"

namespace press {

// Immutable once loaded: shared by all threads.
class WordWeights {
public:
    static constexpr std::size_t classes = 1u << 14;
    static constexpr int unit = 32;  // parts of a weight
    // A word counts as itself, and once more where it is its line's first or last.
    enum Place : std::size_t { anywhere, first, last, places };

    static std::size_t class_of(std::uint64_t hash) { return hash >> 40 & (classes - 1); }

    // Of no weight.
    WordWeights() = default;
    // An Error where the file is none of its kind.
    explicit WordWeights(const std::filesystem::path& file);

    int of(std::uint64_t hash, Place place = anywhere) const { return weights_[place][class_of(hash)]; }
    // A byte for the sum of a line's weights: 128 for what tells nothing, more for an article's words. The
    // more words, the less each of them counts.
    std::uint8_t wording(int sum, std::uint32_t words) const;

private:
    std::array<std::array<std::int8_t, classes>, places> weights_{};
    int bias_ = 0;
};

}  // namespace press
