// SPDX-License-Identifier: MIT
#include <quern/sequence_trainer.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>

#include "perceptron.hpp"

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

}  // namespace quern::inline QUERN_ABI_NAMESPACE
