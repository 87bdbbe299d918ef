// SPDX-License-Identifier: MIT
// Reads brat's stand-off annotations.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <quern/span.hpp>

namespace read_brat {

struct Entity {
    quern::Span span;  // in bytes; of one in several pieces, from the first to the last
    std::string_view type;
};

struct Annotations {
    std::vector<Entity> entities;
    std::uint64_t in_pieces = 0;   // entities
    std::uint64_t left_aside = 0;  // lines that annotate no text: relations, events, attributes, notes
};

// Of `text`, what the lines of its .ann file say; types are views into `lines`. An Error names the line where
// one cannot be read or does not fit the text.
Annotations read_annotations(std::string_view lines, std::string_view text);

}  // namespace read_brat
