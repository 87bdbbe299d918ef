// SPDX-License-Identifier: MIT
// A flattened page as a list of lines.
#pragma once

#include <array>
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
    std::string_view text;
    std::vector<Line> lines;
    std::vector<std::uint8_t> repeats;  // how often the page has the line, up to 255
    std::vector<std::uint8_t> wording;  // of each line; see press::WordWeights

    // The longer words of a line, each by the number of its class.
    std::span<const std::uint16_t> topic(std::size_t i) const {
        const auto begin = i > 0 ? topic_ends[i - 1] : 0;
        return {topic_words.data() + begin, topic_ends[i] - begin};
    }
    std::vector<std::uint16_t> topic_words;
    std::vector<std::uint32_t> topic_ends;
    std::size_t topic_classes = 0;  // that the page has, numbered from 0
};

// Splits at line breaks of all kinds; blank lines give no Line. Where the text is wrapped (most lines break
// off in the middle of a sentence), the lines between two blank ones make one Line. Linear. An Error where a
// text has so many lines for its size that what is known of them would fill the memory.
class LineSplitter {
public:
    void split(std::string_view text, const press::Phrases& phrases, const press::WordWeights& weights,
               Page& page);

private:
    void number_topic_classes(Page& page);

    press::LineMeter meter_;
    // Of each class, 1 + its number where the page has it, and the classes by their numbers.
    std::array<std::uint16_t, press::LineMeter::topic_classes> numbers_{};
    std::array<std::uint16_t, press::LineMeter::topic_classes + 1> numbered_{};
};

}  // namespace clean_flat
