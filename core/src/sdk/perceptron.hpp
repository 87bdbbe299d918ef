// SPDX-License-Identifier: MIT
// The averaged perceptron behind SequenceTrainer: weights that are changed wherever the best sequence is not
// the right one. Collins, Discriminative Training Methods for Hidden Markov Models (2002).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <quern/sequence_model.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Sequences one after another: features as numbers, and what stands at each position.
struct Rows {
    std::vector<std::uint32_t> features;
    std::vector<std::size_t> ends;  // where each position's features end
};

struct Entry {
    std::size_t first, last;  // half-open range of positions
    std::uint32_t document;
    Score weight;  // in sixteenths
};

// Weights while they are learnt, in rows: their value now, and what is to be taken off for their average.
class Averaged {
public:
    explicit Averaged(std::size_t size) : now_(size), late_(size), sum_(size) {}
    void change(std::size_t at, Score by, std::int64_t time) {
        now_[at] += by;
        late_[at] += time * by;
    }
    const Score* row(std::size_t at) const { return now_.data() + at; }
    // Adds the averages to those of trainings before, and begins anew.
    void finish(std::int64_t time) {
        for (std::size_t i = 0; i < now_.size(); ++i)
            sum_[i] +=
                static_cast<double>(now_[i]) - static_cast<double>(late_[i]) / static_cast<double>(time);
        std::fill(now_.begin(), now_.end(), 0);
        std::fill(late_.begin(), late_.end(), 0);
    }
    double sum(std::size_t at) const { return sum_[at]; }
    std::size_t size() const { return now_.size(); }

private:
    std::vector<Score> now_;
    std::vector<std::int64_t> late_;
    std::vector<double> sum_;
};

class Perceptron {
public:
    Perceptron(const std::vector<std::string>& labels, Transitions transitions, std::vector<Feature> keys,
               Rows rows, std::vector<Label> right, std::vector<Entry> entries);

    // Learns from all sequences, in the order given; returns the share of wrong positions. A sequence that
    // was right twice in a row teaches little, and is passed by two times of three.
    double pass(int number, const std::vector<std::size_t>& order);
    // Ends one training; the next begins anew.
    void finish();
    // The mean of all trainings.
    SequenceModel model() const;

private:
    std::size_t begin_of(std::size_t position) const { return position == 0 ? 0 : rows_.ends[position - 1]; }
    void score(const Entry& entry);
    std::size_t learn(const Entry& entry);
    void step(std::size_t from, std::size_t to, Score by);

    std::vector<std::string> labels_;
    std::size_t stride_;
    std::vector<Feature> keys_;
    Rows rows_;
    std::vector<Label> right_;  // of each position
    std::vector<Entry> entries_;
    std::vector<int> right_in_a_row_;  // of each sequence
    Averaged weights_, steps_;
    Transitions start_, transitions_;  // before the first sequence, and as they are now
    std::int64_t time_ = 0;
    std::vector<Score> scores_;
    std::vector<Label> guess_;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
