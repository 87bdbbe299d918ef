// SPDX-License-Identifier: MIT
// Who the speaker of each quotation is, pronouns resolved: by gender, nearness, and who is being talked
// about.
#pragma once

#include <vector>

#include "cues.hpp"
#include "identity.hpp"
#include "people.hpp"
#include "quotations.hpp"
#include "words.hpp"

namespace quote_speech {

class Speakers {
public:
    // Replaces `speakers` by one for each quotation.
    void resolve(const Words& words, const People& people, const std::vector<Cue>& cues,
                 const Quotations& quotations, std::vector<Speaker>& speakers);

private:
    // A mention that has been read, in order of the text.
    struct Subject {
        Mention mention;
        Speaker speaker;
    };
    // Someone or something a pronoun may stand for.
    struct Candidate {
        Index word = 0;  // where the mention begins
        Range told;      // the words that tell who it is
        Speaker speaker;
        Gender gender = Gender::unknown;
        bool subject = false;     // of a saying, or what its sentence begins with
        bool possessive = false;  // X's
    };

    void collect(const Words& words, const std::vector<Cue>& cues, const Quotations& quotations);
    void add_name(const Words& words, const People& people, const Name& name);
    const Speaker* told_before(const Words& words, Range head) const;
    Speaker stand_for(const Words& words, Index pronoun);
    static double closeness(const Words& words, const Candidate& candidate, Index pronoun);

    std::vector<Subject> subjects_;
    std::vector<Candidate> candidates_;
    std::vector<Gender> learnt_;  // of people, from the pronouns that stood for them
};

}  // namespace quote_speech
