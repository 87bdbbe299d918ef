// SPDX-License-Identifier: MIT
// Learns the model for names from annotated documents.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <quern/sequence_trainer.hpp>
#include <quern/training.hpp>

#include "mentions.hpp"
#include "words.hpp"

namespace tag_entities {

// A document that is learnt from, as the stage sees it.
struct Lesson {
    std::string text;
    std::vector<quern::Span> tokens;
    std::vector<SentenceRange> sentences;
    struct Name {
        std::uint32_t first, last;  // half-open range of tokens
        Label label;
    };
    std::vector<Name> names;
    double weight = 1;
};

// Labels that people gave, found at the tokens they touch. Of names that overlap, the longest counts.
std::vector<Lesson::Name> names_of(const quern::Layer& gold, const std::vector<quern::Span>& tokens);

// The model, from all lessons. Each document is labelled twice: with what a first pass makes of it as
// additional features; that pass comes from models that did not learn from the document.
quern::SequenceModel learn_names(const std::vector<Lesson>& lessons, const Lexicon& lexicon,
                                 const std::function<void(const std::string&)>& tell);

}  // namespace tag_entities
