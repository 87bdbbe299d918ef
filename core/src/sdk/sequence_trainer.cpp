// SPDX-License-Identifier: MIT
#include <quern/sequence_trainer.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

void check(const TrainingSequence& sequence, std::size_t labels, const AllowedLabels& allowed) {
    const auto size = sequence.labels.size();
    if (sequence.ends.size() != size || (size != 0 && sequence.ends.back() != sequence.features.size()) ||
        !std::is_sorted(sequence.ends.begin(), sequence.ends.end()))
        throw Error("a training sequence whose features and labels do not fit each other");
    auto last = labels;
    for (std::size_t i = 0; i <= size; ++i) {
        const std::size_t label = i < size ? sequence.labels[i] : labels;
        if (i < size && label >= labels) throw Error(fmt::format("a training sequence with label {}", label));
        if (size != 0 && !allowed(last, label))
            throw Error(fmt::format("a training sequence with label {} behind {}, which is not allowed",
                                    label, last));
        last = label;
    }
}

// Features that are seen in enough documents, numbered in ascending order.
std::vector<Feature> frequent(const std::vector<const TrainingSequence*>& sequences, int min_documents) {
    struct Seen {
        std::uint32_t document = 0;
        int documents = 0;
    };
    std::unordered_map<Feature, Seen> seen;
    for (const auto* sequence : sequences)
        for (const auto feature : sequence->features) {
            auto& entry = seen[feature];
            if (entry.documents != 0 && entry.document == sequence->document) continue;
            entry = {sequence->document, entry.documents + 1};
        }
    std::vector<Feature> keys;
    for (const auto& [feature, entry] : seen)
        if (entry.documents >= min_documents) keys.push_back(feature);
    std::sort(keys.begin(), keys.end());
    return keys;
}

// Weights while they are learnt, in rows: their value now, and what is to be taken off for their average.
class Averaged {
public:
    explicit Averaged(std::size_t size) : now_(size), late_(size) {}
    void change(std::size_t at, Score by, std::int64_t time) {
        now_[at] += by;
        late_[at] += time * by;
    }
    const Score* row(std::size_t at) const { return now_.data() + at; }
    double average(std::size_t at, std::int64_t time) const {
        return static_cast<double>(now_[at]) - static_cast<double>(late_[at]) / static_cast<double>(time);
    }
    std::size_t size() const { return now_.size(); }

private:
    std::vector<Score> now_;
    std::vector<std::int64_t> late_;
};

class Perceptron {
public:
    Perceptron(const std::vector<std::string>& labels, const AllowedLabels& allowed,
               std::vector<const TrainingSequence*> sequences, const TrainingOptions& options)
        : labels_(labels),
          stride_(SequenceModel::stride_of(labels.size())),
          sequences_(std::move(sequences)),
          keys_(frequent(sequences_, options.min_documents)),
          weights_(keys_.size() * stride_),
          steps_((labels.size() + 1) * (labels.size() + 1)) {
        std::vector<Score> start(steps_.size());
        const auto count = labels.size() + 1;
        for (std::size_t i = 0; i < start.size(); ++i)
            start[i] = allowed(i / count, i % count) ? 0 : forbidden;
        transitions_ = Transitions(labels.size(), std::move(start));
        number_features();
    }

    // Learns from all sequences once, in the order given; returns the share of wrong positions.
    double pass(const std::vector<std::size_t>& order) {
        std::size_t wrong = 0, positions = 0;
        for (const auto number : order) {
            const auto& sequence = *sequences_[number];
            score(number);
            transitions_.decode(scores_, stride_, guess_);
            positions += guess_.size();
            wrong += learn(number, sequence);
            ++time_;
        }
        return positions == 0 ? 0 : static_cast<double>(wrong) / static_cast<double>(positions);
    }

    SequenceModel average() const {
        const auto time = std::max<std::int64_t>(time_, 1);
        double largest = 0;
        for (std::size_t i = 0; i < weights_.size(); ++i)
            largest = std::max(largest, std::abs(weights_.average(i, time)));
        const double scale = largest == 0 ? 1 : 4095 / largest;
        std::vector<Feature> keys;
        std::vector<std::int16_t> rows;
        for (std::size_t i = 0; i < keys_.size(); ++i) {
            std::vector<std::int16_t> row(stride_);
            for (std::size_t label = 0; label < stride_; ++label)
                row[label] = static_cast<std::int16_t>(
                    std::lround(scale * weights_.average(i * stride_ + label, time)));
            if (std::all_of(row.begin(), row.end(), [](auto weight) { return weight == 0; })) continue;
            keys.push_back(keys_[i]);
            rows.insert(rows.end(), row.begin(), row.end());
        }
        auto transitions = transitions_.scores();
        for (std::size_t i = 0; i < transitions.size(); ++i)
            if (transitions[i] > forbidden)
                transitions[i] = static_cast<Score>(std::lround(scale * steps_.average(i, time)));
        return {labels_, Transitions(labels_.size(), std::move(transitions)), std::move(keys),
                std::move(rows)};
    }

private:
    static constexpr std::uint32_t unknown = 0xFFFFFFFF;

    // Replaces features by the numbers of their rows, once for all passes.
    void number_features() {
        std::unordered_map<Feature, std::uint32_t> numbers;
        numbers.reserve(keys_.size());
        for (std::uint32_t i = 0; i < keys_.size(); ++i) numbers.emplace(keys_[i], i);
        rows_.resize(sequences_.size());
        ends_.resize(sequences_.size());
        for (std::size_t s = 0; s < sequences_.size(); ++s) {
            const auto& sequence = *sequences_[s];
            std::size_t at = 0;
            for (const auto end : sequence.ends) {
                for (; at < end; ++at)
                    if (const auto found = numbers.find(sequence.features[at]); found != numbers.end())
                        rows_[s].push_back(found->second);
                ends_[s].push_back(static_cast<std::uint32_t>(rows_[s].size()));
            }
            rows_[s].shrink_to_fit();
        }
    }

    void score(std::size_t number) {
        scores_.assign(ends_[number].size() * stride_, 0);
        std::size_t at = 0;
        for (std::size_t i = 0; i < ends_[number].size(); ++i)
            for (; at < ends_[number][i]; ++at) {
                const auto* weights = weights_.row(std::size_t{rows_[number][at]} * stride_);
                for (std::size_t label = 0; label < stride_; ++label)
                    scores_[i * stride_ + label] += weights[label];
            }
    }

    std::size_t learn(std::size_t number, const TrainingSequence& sequence) {
        const auto by = static_cast<Score>(std::lround(16 * sequence.weight));
        const auto count = labels_.size();
        std::size_t wrong = 0, at = 0;
        std::size_t right_before = count, guess_before = count;
        for (std::size_t i = 0; i <= guess_.size(); ++i) {
            const std::size_t right = i < guess_.size() ? sequence.labels[i] : count;
            const std::size_t guess = i < guess_.size() ? guess_[i] : count;
            if (right != guess || right_before != guess_before) {
                step(right_before, right, by);
                step(guess_before, guess, -by);
            }
            right_before = right;
            guess_before = guess;
            if (i == guess_.size()) break;
            const auto end = ends_[number][i];
            if (right != guess) {
                ++wrong;
                for (auto k = at; k < end; ++k) {
                    weights_.change(std::size_t{rows_[number][k]} * stride_ + right, by, time_);
                    weights_.change(std::size_t{rows_[number][k]} * stride_ + guess, -by, time_);
                }
            }
            at = end;
        }
        return wrong;
    }

    void step(std::size_t from, std::size_t to, Score by) {
        transitions_.change(from, to, by);
        steps_.change(from * (labels_.size() + 1) + to, by, time_);
    }

    std::vector<std::string> labels_;
    std::size_t stride_;
    std::vector<const TrainingSequence*> sequences_;
    std::vector<Feature> keys_;
    Averaged weights_, steps_;
    Transitions transitions_;                              // as they are now
    std::vector<std::vector<std::uint32_t>> rows_, ends_;  // of each sequence
    std::int64_t time_ = 0;
    std::vector<Score> scores_;
    std::vector<Label> guess_;
};

// The standard library's shuffle may differ from one version to the next; a model must not.
void shuffle(std::vector<std::size_t>& order, std::mt19937_64& random) {
    for (auto i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

}  // namespace

SequenceModel train(const std::vector<std::string>& labels, const AllowedLabels& allowed,
                    std::span<const TrainingSequence> sequences, const TrainingOptions& options) {
    if (labels.empty() || labels.size() > 255) throw Error("a sequence model needs 1 to 255 labels");
    std::vector<const TrainingSequence*> used;
    for (const auto& sequence : sequences) {
        check(sequence, labels.size(), allowed);
        if (!sequence.labels.empty() && (!options.use || options.use(sequence.document)))
            used.push_back(&sequence);
    }
    Perceptron perceptron(labels, allowed, used, options);
    std::vector<std::size_t> order(used.size());
    std::iota(order.begin(), order.end(), 0);
    std::mt19937_64 random(options.seed);
    for (int pass = 1; pass <= options.passes; ++pass) {
        shuffle(order, random);
        const auto wrong = perceptron.pass(order);
        if (options.progress) options.progress(pass, wrong);
    }
    return perceptron.average();
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
