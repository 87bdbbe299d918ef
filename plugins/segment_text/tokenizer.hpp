// SPDX-License-Identifier: MIT
// Cuts a text into words, numbers and marks, by the conventions of the Universal Dependencies treebanks of
// English: clitics are tokens ("do|n't", "China|'s"), so are the parts of hyphenated words but for prefixes
// ("e-mail").
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <quern/span.hpp>

#include "language.hpp"

namespace segment_text {

class Tokenizer {
public:
    enum class Hyphens : std::uint8_t { split, keep };

    // The language must outlive the tokenizer.
    explicit Tokenizer(const Language& language, Hyphens hyphens = Hyphens::split)
        : language_(&language), hyphens_(hyphens) {}

    // Appends the tokens of `range`, in order. Each character of the range that is not blank is in one of
    // them. Linear in the size of the range, whatever it holds.
    void scan(std::string_view text, quern::Span range, std::vector<quern::Span>& tokens) const;

private:
    friend class Scan;
    const Language* language_;
    Hyphens hyphens_;
};

}  // namespace segment_text
