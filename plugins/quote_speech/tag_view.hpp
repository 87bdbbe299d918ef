// SPDX-License-Identifier: MIT
// The words that the model looks at: of a string in marks only its ends, since it is said as a whole or not
// at all. So a sentence is short however much stands inside marks, and what tells of the saying stands beside
// them.
#pragma once

#include <vector>

#include <quern/sequence_model.hpp>

#include "strings.hpp"
#include "tags.hpp"
#include "words.hpp"

namespace quote_speech {

class TagView {
public:
    void read(const Words& words, const std::vector<String>& strings);

    // Numbers of the words that are looked at, in order.
    const std::vector<Index>& words() const { return seen_; }
    Index size() const { return static_cast<Index>(seen_.size()); }
    // Ranges of these, none empty.
    const std::vector<Range>& sentences() const { return sentences_; }

    // Labels of all words to those of the words looked at, and back.
    void narrow(const std::vector<quern::Label>& all, std::vector<quern::Label>& seen) const;
    void widen(const std::vector<quern::Label>& seen, std::vector<quern::Label>& all) const;

private:
    std::vector<Index> seen_;
    std::vector<Range> sentences_;
    Index words_ = 0;
};

}  // namespace quote_speech
