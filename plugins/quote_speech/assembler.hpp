// SPDX-License-Identifier: MIT
// Makes quotations of the parts that the model finds, and of the strings in marks that the rules find.
#pragma once

#include <vector>

#include "links.hpp"
#include "quotations.hpp"
#include "quote_model.hpp"
#include "reading.hpp"

namespace quote_speech {

class Assembler {
public:
    // Replaces the quotations of the rules by those of the model, which has labelled the words.
    void assemble(const QuoteModel& model, Reading& reading, std::vector<quern::Label>& tags);

    // Strings in marks are said as a whole or not at all.
    static void fill_strings(const Reading& reading, std::vector<quern::Label>& tags);

private:
    struct Choice {
        Index part = nowhere;
        quern::Score score = 0;
    };
    Choice best(const QuoteModel& model, Index part, Role wanted);
    Mention mention_of(const Reading& reading, Range source) const;

    Links links_;
    Quotations made_;
    std::vector<Index> candidates_;
    std::vector<quern::Feature> row_;
    std::vector<Index> quotation_of_;  // of each part
    std::vector<Index> first_of_;      // the first part in marks of each quotation, or else the first
};

}  // namespace quote_speech
