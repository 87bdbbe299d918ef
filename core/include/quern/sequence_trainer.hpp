// SPDX-License-Identifier: MIT
// Learns a SequenceModel by the averaged perceptron.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <quern/abi.hpp>
#include <quern/sequence_model.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// A sequence whose labels are known.
struct TrainingSequence {
    std::vector<Feature> features;    // of all positions, one after another
    std::vector<std::uint32_t> ends;  // where each position's features end
    std::vector<Label> labels;        // of each position
    std::uint32_t document = 0;       // which it comes from
    float weight = 1;                 // how much it counts, to the next sixteenth
};

struct TrainingOptions {
    int passes = 10;    // of each training
    int trainings = 1;  // the model is the mean of so many, each with an order of its own
    // Features seen in fewer documents are left out, so that no text can be read out of a model.
    int min_documents = 2;
    std::uint64_t seed = 1;  // of the order in which sequences are learnt from
    // Which documents to learn from; none given: all.
    std::function<bool(std::uint32_t document)> use;
    // Told after each pass: its number from 1 over all trainings, and the share of positions it got wrong.
    std::function<void(int pass, double wrong)> progress;
};

// Whether a label may follow another; the number of labels stands for the sequence's beginning and end.
using AllowedLabels = std::function<bool(std::size_t from, std::size_t to)>;

// Sequences to learn from, any number of times: with more of them, with others left out.
class QUERN_API SequenceTrainer {
public:
    SequenceTrainer(std::vector<std::string> labels, const AllowedLabels& allowed);
    ~SequenceTrainer();
    SequenceTrainer(SequenceTrainer&&) noexcept;
    SequenceTrainer& operator=(SequenceTrainer&&) noexcept;

    // A sequence whose own labels are not allowed, or whose parts do not fit each other, is an Error.
    void add(const TrainingSequence& sequence);
    // The same sequences in the same order with the same options give the same model.
    SequenceModel train(const TrainingOptions& options) const;

private:
    class Data;
    std::unique_ptr<Data> data_;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
