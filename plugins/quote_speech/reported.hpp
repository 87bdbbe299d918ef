// SPDX-License-Identifier: MIT
// Reported speech that is not, or only partly, in quotation marks: what is told after "X said that", before
// ", X said", and beside "according to X".
#pragma once

#include <vector>

#include "cues.hpp"
#include "quotations.hpp"
#include "strings.hpp"
#include "words.hpp"

namespace quote_speech {

class ReportedFinder {
public:
    ReportedFinder(const Words& words, std::vector<String>& strings, std::vector<Cue>& cues,
                   Quotations& quotations)
        : words_(words), strings_(strings), cues_(cues), quotations_(quotations) {}

    // Adds a quotation for each cue that is left and tells of something.
    void find();

private:
    Range clause_after(Index c) const;
    Range clause_before(Index c) const;
    bool is_trustworthy(const Cue& cue, Range clause, bool follows) const;
    bool has_verb(Range clause) const;
    void add(Cue& cue, Range clause);
    Range strings_in(Range words) const;

    const Words& words_;
    std::vector<String>& strings_;
    std::vector<Cue>& cues_;
    Quotations& quotations_;
};

}  // namespace quote_speech
