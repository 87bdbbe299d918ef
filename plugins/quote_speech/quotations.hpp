// SPDX-License-Identifier: MIT
// What the rules find: quotations, each with a speaker and one or more pieces.
#pragma once

#include <vector>

#include "mentions.hpp"
#include "words.hpp"

namespace quote_speech {

// One act of speech. Its pieces are the rows that bear its number.
struct Quotation {
    Range cue;        // words; empty where nothing tells of the saying
    Mention speaker;  // empty where nobody is told
};

struct Piece {
    Span span;  // of the text
    Index quotation = 0;
    bool partial = false;  // in marks, but a part of somebody else's sentence
};

struct Quotations {
    std::vector<Quotation> all;
    std::vector<Piece> pieces;

    void clear() {
        all.clear();
        pieces.clear();
    }
    Index add(Range cue, const Mention& speaker) {
        all.push_back({cue, speaker});
        return static_cast<Index>(all.size() - 1);
    }
    Index add_piece(Span span, Index quotation, bool partial = false) {
        pieces.push_back({span, quotation, partial});
        return static_cast<Index>(pieces.size() - 1);
    }
};

}  // namespace quote_speech
