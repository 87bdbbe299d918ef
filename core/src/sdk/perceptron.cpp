// SPDX-License-Identifier: MIT
#include "perceptron.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace quern::inline QUERN_ABI_NAMESPACE {

Perceptron::Perceptron(const std::vector<std::string>& labels, Transitions transitions,
                       std::vector<Feature> keys, Rows rows, std::vector<Label> right,
                       std::vector<Entry> entries)
    : labels_(labels),
      stride_(SequenceModel::stride_of(labels.size())),
      keys_(std::move(keys)),
      rows_(std::move(rows)),
      right_(std::move(right)),
      entries_(std::move(entries)),
      right_in_a_row_(entries_.size()),
      weights_(keys_.size() * stride_),
      steps_((labels.size() + 1) * (labels.size() + 1)),
      start_(std::move(transitions)),
      transitions_(start_) {}

double Perceptron::pass(int number, const std::vector<std::size_t>& order) {
    std::size_t wrong = 0;
    for (const auto at : order) {
        ++time_;
        auto& right = right_in_a_row_[at];
        if (right >= 2 && (static_cast<std::size_t>(number) + at) % 3 != 0) continue;
        score(entries_[at]);
        transitions_.decode(scores_, stride_, guess_);
        const auto wrong_here = learn(entries_[at]);
        right = wrong_here == 0 ? right + 1 : 0;
        wrong += wrong_here;
    }
    return right_.empty() ? 0 : static_cast<double>(wrong) / static_cast<double>(right_.size());
}

void Perceptron::finish() {
    const auto time = std::max<std::int64_t>(time_, 1);
    weights_.finish(time);
    steps_.finish(time);
    transitions_ = start_;
    std::fill(right_in_a_row_.begin(), right_in_a_row_.end(), 0);
    time_ = 0;
}

SequenceModel Perceptron::model() const {
    double largest = 0;
    for (std::size_t i = 0; i < weights_.size(); ++i) largest = std::max(largest, std::abs(weights_.sum(i)));
    const double scale = largest == 0 ? 1 : 4095 / largest;
    std::vector<std::uint32_t> ascending(keys_.size());
    std::iota(ascending.begin(), ascending.end(), 0);
    std::sort(ascending.begin(), ascending.end(), [&](auto a, auto b) { return keys_[a] < keys_[b]; });
    std::vector<Feature> keys;
    std::vector<std::int16_t> rows, row(stride_);
    for (const auto i : ascending) {
        for (std::size_t label = 0; label < stride_; ++label)
            row[label] = static_cast<std::int16_t>(
                std::lround(scale * weights_.sum(std::size_t{i} * stride_ + label)));
        if (std::all_of(row.begin(), row.end(), [](auto weight) { return weight == 0; })) continue;
        keys.push_back(keys_[i]);
        rows.insert(rows.end(), row.begin(), row.end());
    }
    auto transitions = transitions_.scores();
    for (std::size_t i = 0; i < transitions.size(); ++i)
        if (transitions[i] > forbidden)
            transitions[i] = static_cast<Score>(std::lround(scale * steps_.sum(i)));
    return {labels_, Transitions(labels_.size(), std::move(transitions)), std::move(keys), std::move(rows)};
}

void Perceptron::score(const Entry& entry) {
    scores_.assign((entry.last - entry.first) * stride_, 0);
    auto* scores = scores_.data();
    auto at = begin_of(entry.first);
    for (auto i = entry.first; i < entry.last; ++i, scores += stride_)
        for (; at < rows_.ends[i]; ++at) {
            const auto* weights = weights_.row(std::size_t{rows_.features[at]} * stride_);
            for (std::size_t label = 0; label < stride_; ++label) scores[label] += weights[label];
        }
}

std::size_t Perceptron::learn(const Entry& entry) {
    const auto by = entry.weight;
    const auto count = labels_.size();
    std::size_t wrong = 0;
    std::size_t right_before = count, guess_before = count;
    for (auto i = entry.first; i <= entry.last; ++i) {
        const std::size_t right = i < entry.last ? right_[i] : count;
        const std::size_t guess = i < entry.last ? guess_[i - entry.first] : count;
        if (right != guess || right_before != guess_before) {
            step(right_before, right, by);
            step(guess_before, guess, -by);
        }
        right_before = right;
        guess_before = guess;
        if (right == guess) continue;
        ++wrong;
        for (auto k = begin_of(i); k < rows_.ends[i]; ++k) {
            weights_.change(std::size_t{rows_.features[k]} * stride_ + right, by, time_);
            weights_.change(std::size_t{rows_.features[k]} * stride_ + guess, -by, time_);
        }
    }
    return wrong;
}

void Perceptron::step(std::size_t from, std::size_t to, Score by) {
    transitions_.change(from, to, by);
    steps_.change(from * (labels_.size() + 1) + to, by, time_);
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
