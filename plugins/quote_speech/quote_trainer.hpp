// SPDX-License-Identifier: MIT
// Learns the model for quotations from annotated documents.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <quern/training.hpp>

#include "language.hpp"
#include "links.hpp"
#include "quote_model.hpp"
#include "reading.hpp"
#include "tags.hpp"

namespace quote_speech {

// A document that is learnt from.
struct Lesson {
    std::string text;
    Words words;
    std::vector<String> strings;
    std::vector<quern::Label> ruled;
    std::vector<quern::Label> right;  // as people annotated
    std::vector<bool> left_out;       // of sentences
    float weight = 1;
    struct Told {
        Range source, cue;
        std::vector<Range> content;
    };
    std::vector<Told> told;  // as annotated
    Quotations quotations;   // of the rules
};

class QuoteTrainer final : public quern::Trainer {
public:
    explicit QuoteTrainer(const Language& language) : language_(language) {}

    void learn(const quern::Document& document, const quern::Document& gold, double weight) override;
    void finish(const std::filesystem::path& model,
                const std::function<void(const std::string&)>& tell) override;

private:
    const Language& language_;
    Reading reading_;
    std::deque<Lesson> lessons_;
};

}  // namespace quote_speech
