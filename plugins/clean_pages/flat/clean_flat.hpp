// SPDX-License-Identifier: MIT
#pragma once

#include <quern/plugin.hpp>

#include "choice.hpp"
#include "press/phrases.hpp"
#include "press/word_weights.hpp"

namespace clean_flat {

// Takes a page that somebody flattened to plain text, and leaves its article.
class CleanFlat final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override;
    void prepare(quern::Setup& setup) override;
    void process(quern::Document& document) const override;

private:
    press::Phrases phrases_;
    press::WordWeights weights_;
    LineChooser chooser_;
};

}  // namespace clean_flat
