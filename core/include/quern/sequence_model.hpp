// SPDX-License-Identifier: MIT
// A linear model that labels sequences: taggers of names, of quotations, of whatever stands in a row.
//
// Each position has features, which are hashes; each feature has a weight for every label, and each pair of
// neighbouring labels one of its own. The best sequence is found by Viterbi's algorithm. Weights are learnt
// by train(); Collins, Discriminative Training Methods for Hidden Markov Models (2002).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <quern/abi.hpp>
#include <quern/large_pages.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// What a feature is known by: a template's number, and what it found.
using Feature = std::uint32_t;

constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    std::uint64_t hash = (a ^ (b + 0x9E3779B97F4A7C15u)) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 32;
}
constexpr Feature feature(std::uint64_t kind, std::uint64_t value) {
    return static_cast<Feature>(mix(kind, value));
}
constexpr Feature feature(std::uint64_t kind, std::uint64_t first, std::uint64_t second) {
    return static_cast<Feature>(mix(mix(kind, first), second));
}

using Label = std::uint8_t;

// Summed weights. A weight has 16 bits, so that the thousands of features of one position cannot overflow a
// score; decoding keeps the sums of long sequences small.
using Score = std::int32_t;
constexpr Score forbidden = -1'000'000'000;

// What it is worth that one label follows another. The number of labels stands for the sequence's beginning,
// as the first of two, and for its end, as the second.
class QUERN_API Transitions {
public:
    Transitions() = default;
    Transitions(std::size_t labels, std::vector<Score> scores);  // (labels + 1) squared, in rows

    std::size_t labels() const { return labels_; }
    Score operator()(std::size_t from, std::size_t to) const { return scores_[from * (labels_ + 1) + to]; }
    const std::vector<Score>& scores() const { return scores_; }
    // Of a transition that is not forbidden.
    void change(std::size_t from, std::size_t to, Score by) { scores_[from * (labels_ + 1) + to] += by; }

    // The labels with the greatest sum of scores and transitions; of equal sequences always the same one.
    // `scores` holds a row of `stride` for each position. At least one sequence must be allowed.
    void decode(std::span<const Score> scores, std::size_t stride, std::vector<Label>& best) const;

private:
    std::size_t labels_ = 0;
    std::vector<Score> scores_;
};

class QUERN_API SequenceModel {
public:
    SequenceModel() = default;
    // `keys` ascend, and `weights` holds a row of stride() for each.
    SequenceModel(std::vector<std::string> labels, Transitions transitions, std::vector<Feature> keys,
                  const std::vector<std::int16_t>& weights);

    // From a file that write() made; `kind` must be what it was written with. An Error says what is wrong
    // with the file: not a model, of another version or kind, cut short, or damaged.
    static SequenceModel read(const std::filesystem::path& file, std::string_view kind);
    // Compressed where the name ends in .gz or .zst.
    void write(const std::filesystem::path& file, std::string_view kind) const;

    const std::vector<std::string>& labels() const { return labels_; }
    // Places of a row of scores: the number of labels, rounded up to a multiple of 8. What is behind the
    // labels is padding.
    std::size_t stride() const { return stride_; }
    std::size_t features() const { return keys_.size(); }

    // Adds a feature's weights to a row of scores; features that the model does not know add nothing.
    void add(Feature feature, Score* row) const {
        const auto* weights = find(feature);
        if (!weights) return;
        for (std::size_t label = 0; label < stride_; ++label) row[label] += weights[label];
    }

    // The same for all of these, which waits less for memory.
    void add(std::span<const Feature> features, Score* row) const;

    const Transitions& transitions() const { return transitions_; }
    void decode(std::span<const Score> scores, std::vector<Label>& best) const {
        transitions_.decode(scores, stride_, best);
    }
    static constexpr std::size_t stride_of(std::size_t labels) { return (labels + 7) / 8 * 8; }

    // Numbers that belong to the model, such as how to read its scores as probabilities.
    std::map<std::string, double> numbers;
    // What a person should know of it: data, licences, options of the training.
    std::map<std::string, std::string> notes;

private:
    struct Slot {
        Feature key = 0;
        std::uint32_t row = 0;  // 0: empty
    };

    const std::int16_t* find(Feature feature) const {
        if (slots_.empty()) return nullptr;
        for (auto at = feature & mask_;; at = (at + 1) & mask_) {
            const auto& slot = slots_[at];
            if (slot.row == 0) return nullptr;
            if (slot.key == feature) return weights_.data() + (slot.row - 1) * stride_;
        }
    }

    std::vector<std::string> labels_;
    std::size_t stride_ = 0;
    Transitions transitions_;
    std::vector<Feature> keys_;                                    // ascending
    std::vector<std::int16_t, LargePages<std::int16_t>> weights_;  // a row for each key, and one of none
    std::vector<Slot, LargePages<Slot>> slots_;                    // keys to rows; a power of two
    std::uint32_t mask_ = 0;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
