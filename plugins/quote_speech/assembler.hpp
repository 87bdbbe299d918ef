// SPDX-License-Identifier: MIT
// Makes quotations of the parts that the model found and of the strings in marks that the rules found.
#pragma once

#include <vector>

#include "links.hpp"
#include "quotations.hpp"
#include "quote_model.hpp"
#include "reading.hpp"

namespace quote_speech {

class Assembler {
public:
    // Replaces the quotations of the rules by those that the labels of the model make.
    void assemble(const QuoteModel& model, Reading& reading, std::vector<quern::Label>& labels);

private:
    static void silence(Range range, std::vector<quern::Label>& labels);
    void fill_strings(std::vector<quern::Label>& labels) const;
    void keep_speakers(std::vector<quern::Label>& labels) const;
    void fill_ends(std::vector<quern::Label>& labels) const;
    Index quotation_for(Index part);
    bool tells_clause(Index part);
    Index by_rules(Index part, Index rule);
    Index by_cue(Index part, Index cue);
    bool is_part_of_sentence(const String& string, Range cue) const;
    bool tells_thing(const String& string, Range cue) const;
    void add_piece(Index part, Index quotation);

    struct Choice {
        Index part = nowhere;
        quern::Score score = 0;
    };
    Choice best(Index part, Role wanted);
    quern::Score link(Index part, Index other);
    bool go_together(Index part, Index other);
    bool is_nobodys(Index cue);
    Range source_of(Index cue);
    Mention speaker_of(Index cue, Index rule);

    const QuoteModel* model_ = nullptr;
    Reading* reading_ = nullptr;
    Links links_;
    Quotations made_;
    std::vector<Index> of_cue_;    // the quotation that each part, a cue, tells of
    std::vector<Index> of_rule_;   // what became of each quotation of the rules
    std::vector<Index> first_of_;  // of each quotation: the last part in marks, or else the last part
    std::vector<Index> candidates_;
    std::vector<quern::Feature> row_;
};

}  // namespace quote_speech
