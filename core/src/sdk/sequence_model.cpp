// SPDX-License-Identifier: MIT
#include <quern/sequence_model.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

// A position's features and its transition add up to less than 4 million, as long as there are no more than a
// hundred features; so many positions stay well away from `forbidden` and from the bounds of a Score.
constexpr std::size_t positions_between_rebasings = 100;

// Takes the best sum away from all: what they are to each other stays.
void rebase(std::span<Score> sums) {
    const auto most = *std::max_element(sums.begin(), sums.end());
    if (most <= forbidden / 2) return;
    for (auto& sum : sums)
        if (sum > forbidden / 2) sum -= most;
}

}  // namespace

Transitions::Transitions(std::size_t labels, std::vector<Score> scores)
    : labels_(labels), scores_(std::move(scores)), before_(labels + 1) {
    for (std::size_t to = 0; to <= labels; ++to)
        for (std::size_t from = 0; from < labels; ++from)
            if ((*this)(from, to) > forbidden) before_[to].push_back(static_cast<Label>(from));
}

void Transitions::decode(std::span<const Score> scores, std::size_t stride, std::vector<Label>& best) const {
    const auto positions = stride == 0 ? 0 : scores.size() / stride;
    best.resize(positions);
    if (positions == 0) return;

    // For each position and label: the best sum that ends there, and the label in front of it.
    thread_local std::vector<Score> sums;
    thread_local std::vector<Label> from;
    sums.assign(2 * labels_, forbidden);
    from.resize(positions * labels_);
    auto *last = sums.data(), *now = last + labels_;
    for (std::size_t label = 0; label < labels_; ++label)
        if ((*this)(labels_, label) > forbidden) last[label] = (*this)(labels_, label) + scores[label];
    for (std::size_t i = 1; i < positions; ++i) {
        const auto* row = scores.data() + i * stride;
        for (std::size_t label = 0; label < labels_; ++label) {
            Score most = forbidden;
            Label winner = 0;
            for (const auto before : before_[label]) {
                const auto sum = last[before] + (*this)(before, label);
                if (sum <= most) continue;
                most = sum;
                winner = before;
            }
            now[label] = most > forbidden / 2 ? most + row[label] : forbidden;
            from[i * labels_ + label] = winner;
        }
        std::swap(last, now);
        if (i % positions_between_rebasings == 0) rebase({last, labels_});
    }
    Score most = forbidden;
    Label label = 0;
    for (const auto before : before_[labels_]) {
        const auto sum = last[before] + (*this)(before, labels_);
        if (sum <= most) continue;
        most = sum;
        label = before;
    }
    for (auto i = positions; i-- > 0; label = from[i * labels_ + label]) best[i] = label;
}

SequenceModel::SequenceModel(std::vector<std::string> labels, Transitions transitions,
                             std::vector<Feature> keys, const std::vector<std::int16_t>& weights)
    : labels_(std::move(labels)),
      stride_(stride_of(labels_.size())),
      transitions_(std::move(transitions)),
      keys_(std::move(keys)),
      weights_(weights.begin(), weights.end()) {
    if (keys_.empty()) return;
    slots_.resize(std::bit_ceil(2 * keys_.size()));
    mask_ = static_cast<std::uint32_t>(slots_.size() - 1);
    for (std::uint32_t row = 0; row < keys_.size(); ++row) {
        auto at = keys_[row] & mask_;
        while (slots_[at].row != 0) at = (at + 1) & mask_;
        slots_[at] = {keys_[row], row + 1};
    }
}

// Asks for what is far away in memory first: the places of the keys, then the weights.
void SequenceModel::add(std::span<const Feature> features, Score* row) const {
    constexpr std::size_t at_once = 64, labels_at_once = 8;
    const std::int16_t* found[at_once];
    if (slots_.empty()) return;
    while (!features.empty()) {
        const auto now = features.first(std::min(at_once, features.size()));
        features = features.subspan(now.size());
        for (const auto feature : now) __builtin_prefetch(&slots_[feature & mask_]);
        std::size_t size = 0;
        for (const auto feature : now)
            if (const auto* weights = find(feature)) {
                __builtin_prefetch(weights);
                found[size++] = weights;
            }
        for (std::size_t first = 0; first < stride_; first += labels_at_once) {
            std::array<Score, labels_at_once> sum{};  // stays in registers
            for (std::size_t i = 0; i < size; ++i)
                for (std::size_t label = 0; label < labels_at_once; ++label)
                    sum[label] += found[i][first + label];
            for (std::size_t label = 0; label < labels_at_once; ++label) row[first + label] += sum[label];
        }
    }
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE