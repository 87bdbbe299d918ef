// SPDX-License-Identifier: MIT
// How sure the model is of a name: its lead over the next best reading of the same words, read as a
// probability.
#pragma once

#include <span>

namespace tag_entities {

struct Confidence {
    double slope = 0, offset = 0;

    // The probability, 0 to 1, that a name with that lead is right.
    double operator()(double lead) const;
};

// A name that a model found in a document that it had not learnt from.
struct JudgedName {
    double lead;
    bool right;  // the annotation has it, with the same label
};

// The curve that fits best, by Newton's method; after Platt, Probabilistic Outputs for Support Vector
// Machines (1999). Of names that are all right, or all wrong, it is not sure beyond what their number allows.
Confidence fit_confidence(std::span<const JudgedName> names);

}  // namespace tag_entities
