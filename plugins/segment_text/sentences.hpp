// SPDX-License-Identifier: MIT
// Joins tokens to sentences by rules: what may end a sentence, what belongs to it after the stop, and what
// comes next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <quern/span.hpp>

#include "language.hpp"

namespace segment_text {

class SentenceSplitter {
public:
    // The language must outlive the splitter.
    explicit SentenceSplitter(const Language& language) : language_(&language) {}

    // Appends the sentences that `tokens`, all of one block, fall into. Each token is in one of them.
    void split(std::string_view text, std::span<const quern::Span> tokens,
               std::vector<quern::Span>& sentences) const;

private:
    friend class Splitting;
    const Language* language_;
};

}  // namespace segment_text
