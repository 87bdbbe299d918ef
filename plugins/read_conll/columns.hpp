// SPDX-License-Identifier: MIT
// Makes a document of lines of columns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <quern/offset_map.hpp>
#include <quern/span.hpp>

#include "chunks.hpp"

namespace read_conll {

// Columns are counted from 1, or from the last with -1. 0: the usual one.
struct Columns {
    int token = 0;
    int label = 0;
};

struct Parsed {
    std::string text;
    quern::OffsetMap origin;  // to the lines
    std::vector<quern::Span> tokens, sentences;
    std::vector<Chunk> chunks;
    bool has_labels = false;
};

// An Error names the line, counted on from `first_line`. Views into `lines` stay in the result.
Parsed parse(std::string_view lines, std::uint64_t first_line, const Columns& columns);

}  // namespace read_conll
