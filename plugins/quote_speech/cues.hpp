// SPDX-License-Identifier: MIT
// Finds what tells of a saying outside quotation marks, and who is said to speak: "the mayor also said in a
// statement that", "according to the mayor", "adding that".
#pragma once

#include <vector>

#include "mentions.hpp"
#include "words.hpp"

namespace quote_speech {

struct Cue {
    Range words;  // the verb with its auxiliaries and adverbs, or the phrase
    Index verb = 0;
    CueClass kind = CueClass::none;
    Form form = Form::past;
    Mention speaker;        // empty where none was found
    bool inverted = false;  // the speaker follows: "said X"
    bool borrowed = false;  // the speaker is another cue's: "…, adding that"
    bool passive = false;   // "was asked": the subject listens
    bool used = false;      // tells of a quotation already
    bool that = false;      // a complementizer opens what is said
    Index content = 0;      // where what is said begins, when it follows: addressee and setting passed
    Range reach;            // the words outside marks that it stands among, in one sentence

    Index end() const { return inverted && !speaker.empty() ? speaker.words.end : words.end; }
    Index begin() const {
        return inverted || borrowed || speaker.empty() ? words.begin : speaker.words.begin;
    }
};

class CueFinder {
public:
    CueFinder(const Words& words, const Language& language)
        : words_(words), language_(language), mentions_(words) {}

    // Replaces `cues` by those of the text, in order.
    void find(std::vector<Cue>& cues);

private:
    Range reach_of(Index i) const;
    Index sentence_begin(Range reach) const;
    const Cue* earlier(const Cue& cue, const std::vector<Cue>& cues) const;
    bool is_unknown_verb(Index i) const;
    void speaker_of_participle(Cue& cue, const std::vector<Cue>& cues) const;
    Index phrase_end(Index i, Index limit) const;
    bool is_verb_of_saying(Index i, Range reach) const;
    void add_verb(Index i, Range reach, std::vector<Cue>& cues) const;
    void add_phrase(Range phrase, Range reach, std::vector<Cue>& cues) const;
    void find_speaker(Cue& cue, const std::vector<Cue>& cues) const;
    bool is_inverted(const Cue& cue, const Mention& after) const;
    void find_content(Cue& cue) const;
    Index pass_addressee(Index i, Index limit) const;
    Index pass_setting(Index i, Index limit) const;
    Index pass_preposition(Index i, Index limit) const;
    bool is_noun(const Cue& cue) const;
    static void drop_nested(std::vector<Cue>& cues);

    const Words& words_;
    const Language& language_;
    MentionFinder mentions_;
};

}  // namespace quote_speech
