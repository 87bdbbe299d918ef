// SPDX-License-Identifier: MIT
// What `quern train` asks of a stage that learns.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include <quern/abi.hpp>
#include <quern/document.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// One training: sees all documents, then writes a model.
class QUERN_API Trainer {
public:
    virtual ~Trainer();
    // A document as the stage would get it, with all that earlier stages added, and the same document with
    // the layers that people annotated. Both have the same text. `weight`: how much it counts, 1 for
    // annotations by people. Called for one document after another, in their order.
    virtual void learn(const Document& document, const Document& gold, double weight) = 0;
    // Learns from what it has seen, and writes the model. `tell` shows a line to the person who waits.
    virtual void finish(const std::filesystem::path& model,
                        const std::function<void(const std::string&)>& tell) = 0;
};

// A stage whose model can be trained derives from this beside Stage. Its option `model` names the file to
// use.
class QUERN_API Trainable {
public:
    virtual ~Trainable();
    // Called after prepare(), which must not need a model for it. The stage outlives its trainer.
    virtual std::unique_ptr<Trainer> trainer() const = 0;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
