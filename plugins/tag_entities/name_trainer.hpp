// SPDX-License-Identifier: MIT
// Learns the model for names from annotated documents.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <quern/layer.hpp>

#include "name_model.hpp"
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

// Labels that people gave, found at the tokens they touch. Of names that overlap, the first counts.
std::vector<Lesson::Name> names_of(const quern::Layer& gold, const std::vector<quern::Span>& tokens);

// The model, from all lessons. Each document is learnt from twice: as it stands, and with what models that
// did not learn from it make of it. How sure the model may be of a name is told by how often these were
// right.
NameModel learn_names(const std::vector<Lesson>& lessons, const Lexicon& lexicon,
                      const std::function<void(const std::string&)>& tell);

}  // namespace tag_entities
