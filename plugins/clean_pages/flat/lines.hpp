// SPDX-License-Identifier: MIT
// A flattened page as a list of lines.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "press/line.hpp"
#include "press/phrases.hpp"
#include "press/word_weights.hpp"

namespace clean_flat {

using press::Line;

// The lines of a page and what is counted once for all of them.
struct Page {
    static constexpr std::size_t word_classes = press::LineMeter::topic_classes;

    std::string_view text;
    std::vector<Line> lines;
    std::vector<std::uint8_t> repeats;  // how often the page has the line, up to 255
    std::vector<std::uint8_t> wording;  // of each line; see press::WordWeights

    // The longer words of a line, each as one of `word_classes`.
    std::span<const std::uint16_t> topic(std::size_t i) const {
        const auto begin = i > 0 ? topic_ends[i - 1] : 0;
        return {topic_words.data() + begin, topic_ends[i] - begin};
    }
    std::vector<std::uint16_t> topic_words;
    std::vector<std::uint32_t> topic_ends;
};

// Splits at line breaks of all kinds; blank lines give no Line. Where the text is wrapped (most lines break
// off in the middle of a sentence), the lines between two blank ones make one Line. Linear. An Error where a
// text has so many lines for its size that what is known of them would fill the memory.
class LineSplitter {
public:
    void split(std::string_view text, const press::Phrases& phrases, const press::WordWeights& weights,
               Page& page);

private:
    press::LineMeter meter_;
};

}  // namespace clean_flat
