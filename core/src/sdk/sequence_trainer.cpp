// SPDX-License-Identifier: MIT
#include <quern/sequence_trainer.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

// Numbers features in the order in which they are first seen.
class FeatureNumbers {
public:
    std::uint32_t operator()(Feature feature) {
        if (2 * features_.size() >= slots_.size()) grow();
        auto& slot = slots_[place_of(feature)];
        if (slot.number == none) {
            slot = {feature, static_cast<std::uint32_t>(features_.size())};
            features_.push_back(feature);
        }
        return slot.number;
    }
    // By their numbers.
    const std::vector<Feature>& features() const { return features_; }

private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    struct Slot {
        Feature feature = 0;
        std::uint32_t number = none;
    };

    std::size_t place_of(Feature feature) const {
        const auto mask = slots_.size() - 1;
        auto at = feature & mask;
        while (slots_[at].number != none && slots_[at].feature != feature) at = (at + 1) & mask;
        return at;
    }
    void grow() {
        constexpr std::size_t smallest = 1 << 12;
        slots_.assign(std::max(smallest, 2 * slots_.size()), {});
        for (std::uint32_t number = 0; number < features_.size(); ++number)
            slots_[place_of(features_[number])] = {features_[number], number};
    }

    std::vector<Feature> features_;
    std::vector<Slot> slots_;  // a power of two
};

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
               Rows rows, std::vector<Label> right, std::vector<Entry> entries)
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

    // Learns from all sequences, in the order given; returns the share of wrong positions. A sequence that
    // was right twice in a row teaches little, and is passed by two times of three.
    double pass(int number, const std::vector<std::size_t>& order) {
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

    // Ends one training; the next begins anew.
    void finish() {
        const auto time = std::max<std::int64_t>(time_, 1);
        weights_.finish(time);
        steps_.finish(time);
        transitions_ = start_;
        std::fill(right_in_a_row_.begin(), right_in_a_row_.end(), 0);
        time_ = 0;
    }

    // The mean of all trainings.
    SequenceModel model() const {
        double largest = 0;
        for (std::size_t i = 0; i < weights_.size(); ++i)
            largest = std::max(largest, std::abs(weights_.sum(i)));
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
        return {labels_, Transitions(labels_.size(), std::move(transitions)), std::move(keys),
                std::move(rows)};
    }

private:
    std::size_t begin_of(std::size_t position) const { return position == 0 ? 0 : rows_.ends[position - 1]; }

    void score(const Entry& entry) {
        scores_.assign((entry.last - entry.first) * stride_, 0);
        auto* scores = scores_.data();
        auto at = begin_of(entry.first);
        for (auto i = entry.first; i < entry.last; ++i, scores += stride_)
            for (; at < rows_.ends[i]; ++at) {
                const auto* weights = weights_.row(std::size_t{rows_.features[at]} * stride_);
                for (std::size_t label = 0; label < stride_; ++label) scores[label] += weights[label];
            }
    }

    std::size_t learn(const Entry& entry) {
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

    void step(std::size_t from, std::size_t to, Score by) {
        transitions_.change(from, to, by);
        steps_.change(from * (labels_.size() + 1) + to, by, time_);
    }

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

// The standard library's shuffle may differ from one version to the next; a model must not.
void shuffle(std::vector<std::size_t>& order, std::mt19937_64& random) {
    for (auto i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

}  // namespace

class SequenceTrainer::Data {
public:
    Data(std::vector<std::string> labels, const AllowedLabels& allowed) : labels_(std::move(labels)) {
        if (labels_.empty() || labels_.size() > 255) throw Error("a sequence model needs 1 to 255 labels");
        const auto count = labels_.size() + 1;
        std::vector<Score> start(count * count);
        for (std::size_t i = 0; i < start.size(); ++i)
            start[i] = allowed(i / count, i % count) ? 0 : forbidden;
        transitions_ = Transitions(labels_.size(), std::move(start));
    }

    void add(const TrainingSequence& sequence) {
        check(sequence);
        if (sequence.labels.empty()) return;
        const auto first = rows_.ends.size(), offset = rows_.features.size();
        for (const auto feature : sequence.features) rows_.features.push_back(numbers_(feature));
        for (const auto end : sequence.ends) rows_.ends.push_back(offset + end);
        right_.insert(right_.end(), sequence.labels.begin(), sequence.labels.end());
        entries_.push_back({first, rows_.ends.size(), sequence.document,
                            static_cast<Score>(std::lround(16 * sequence.weight))});
    }

    SequenceModel train(const TrainingOptions& options) const {
        std::vector<const Entry*> used;
        for (const auto& entry : entries_)
            if (!options.use || options.use(entry.document)) used.push_back(&entry);
        auto perceptron = perceptron_of(used, options.min_documents);
        std::vector<std::size_t> order(used.size());
        std::iota(order.begin(), order.end(), 0);
        std::mt19937_64 random(options.seed);
        for (int training = 0; training < options.trainings; ++training) {
            for (int pass = 1; pass <= options.passes; ++pass) {
                shuffle(order, random);
                const auto wrong = perceptron.pass(pass, order);
                if (options.progress) options.progress(training * options.passes + pass, wrong);
            }
            perceptron.finish();
        }
        return perceptron.model();
    }

private:
    void check(const TrainingSequence& sequence) const {
        const auto size = sequence.labels.size(), labels = labels_.size();
        if (sequence.ends.size() != size || (size != 0 && sequence.ends.back() != sequence.features.size()) ||
            !std::is_sorted(sequence.ends.begin(), sequence.ends.end()))
            throw Error("a training sequence whose features and labels do not fit each other");
        auto last = labels;
        for (std::size_t i = 0; i <= size; ++i) {
            const std::size_t label = i < size ? sequence.labels[i] : labels;
            if (i < size && label >= labels)
                throw Error(fmt::format("a training sequence with label {}", label));
            if (size != 0 && transitions_(last, label) == forbidden)
                throw Error(fmt::format("a training sequence with label {} behind {}, which is not allowed",
                                        label, last));
            last = label;
        }
    }

    std::span<const std::uint32_t> features_of(const Entry& entry) const {
        const auto first = entry.first == 0 ? 0 : rows_.ends[entry.first - 1];
        return std::span(rows_.features).subspan(first, rows_.ends[entry.last - 1] - first);
    }

    // Of each feature, in how many documents it is seen.
    std::vector<std::uint32_t> count_documents(std::vector<const Entry*> used) const {
        std::stable_sort(used.begin(), used.end(),
                         [](const Entry* a, const Entry* b) { return a->document < b->document; });
        const auto size = numbers_.features().size();
        std::vector<std::uint32_t> count(size), last(size);
        for (const auto* entry : used)
            for (const auto feature : features_of(*entry)) {
                if (count[feature] != 0 && last[feature] == entry->document) continue;
                ++count[feature];
                last[feature] = entry->document;
            }
        return count;
    }

    // Learns from the features that are seen in enough documents.
    Perceptron perceptron_of(const std::vector<const Entry*>& used, int min_documents) const {
        constexpr std::uint32_t rare = 0xFFFFFFFF;
        auto row_of = count_documents(used);
        std::vector<Feature> keys;
        for (std::uint32_t feature = 0; feature < row_of.size(); ++feature) {
            const bool keep = row_of[feature] >= static_cast<std::uint32_t>(std::max(min_documents, 1));
            row_of[feature] = keep ? static_cast<std::uint32_t>(keys.size()) : rare;
            if (keep) keys.push_back(numbers_.features()[feature]);
        }
        Rows rows;
        std::vector<Label> right;
        std::vector<Entry> entries;
        for (const auto* entry : used) {
            const auto first = rows.ends.size();
            auto at = entry->first == 0 ? 0 : rows_.ends[entry->first - 1];
            for (auto i = entry->first; i < entry->last; ++i) {
                for (; at < rows_.ends[i]; ++at)
                    if (const auto row = row_of[rows_.features[at]]; row != rare)
                        rows.features.push_back(row);
                rows.ends.push_back(rows.features.size());
                right.push_back(right_[i]);
            }
            entries.push_back({first, rows.ends.size(), entry->document, entry->weight});
        }
        return {labels_,         transitions_,     std::move(keys),
                std::move(rows), std::move(right), std::move(entries)};
    }

    std::vector<std::string> labels_;
    Transitions transitions_;  // all nought, but for those that are not allowed
    FeatureNumbers numbers_;
    Rows rows_;
    std::vector<Label> right_;  // of each position
    std::vector<Entry> entries_;
};

SequenceTrainer::SequenceTrainer(std::vector<std::string> labels, const AllowedLabels& allowed)
    : data_(std::make_unique<Data>(std::move(labels), allowed)) {}
SequenceTrainer::~SequenceTrainer() = default;
SequenceTrainer::SequenceTrainer(SequenceTrainer&&) noexcept = default;
SequenceTrainer& SequenceTrainer::operator=(SequenceTrainer&&) noexcept = default;

void SequenceTrainer::add(const TrainingSequence& sequence) {
    data_->add(sequence);
}

SequenceModel SequenceTrainer::train(const TrainingOptions& options) const {
    return data_->train(options);
}

SequenceModel train(const std::vector<std::string>& labels, const AllowedLabels& allowed,
                    std::span<const TrainingSequence> sequences, const TrainingOptions& options) {
    SequenceTrainer trainer(labels, allowed);
    for (const auto& sequence : sequences) trainer.add(sequence);
    return trainer.train(options);
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
