// SPDX-License-Identifier: MIT
// Gives each directly quoted string its speaker: by the words beside it, by the string before it in the same
// paragraph, or by the paragraph before.
#pragma once

#include <optional>
#include <vector>

#include "cues.hpp"
#include "mentions.hpp"
#include "quotations.hpp"
#include "strings.hpp"
#include "words.hpp"

namespace quote_speech {

class Linker {
public:
    Linker(const Words& words, std::vector<String>& strings, std::vector<Cue>& cues, Quotations& quotations)
        : words_(words), strings_(strings), cues_(cues), quotations_(quotations), mentions_(words) {}

    // Marks the strings it takes for direct speech, and the cues it uses.
    void link();

private:
    struct Attribution {
        Range cue;
        Mention speaker;
    };

    bool follow_up(Index s, Index before);
    const Cue* cue_after(const String& string) const;
    const Cue* cue_before(const String& string) const;
    std::optional<Attribution> label_before(const String& string) const;
    std::optional<Attribution> saying_before(const String& string) const;
    Range owner(Range subject) const;
    std::optional<Attribution> name_behind(const String& string) const;
    std::optional<Attribution> from_context(Index s, Index before) const;
    std::optional<Attribution> last_cue(Index end, Index limit) const;
    std::optional<Attribution> last_subject(Index end, Index limit) const;
    Index sentence_before(Index end, Index limit) const;
    bool is_sentence(const String& string) const;
    bool opens_sentence(const String& string) const;
    Attribution subject_behind(const String& string) const;
    bool says_where(Range rest) const;
    bool has_clause(const Cue& cue, Index end) const;
    Range lead_in(const String& string, Index end) const;
    bool is_introduced(const String& string) const;
    Index first_cue(Index word) const;
    void take(Index s, const Attribution& attribution);
    void take(Index s, const Cue& cue, Range lead);
    void join(Index s, Index quotation);

    const Words& words_;
    std::vector<String>& strings_;
    std::vector<Cue>& cues_;
    Quotations& quotations_;
    MentionFinder mentions_;
};

}  // namespace quote_speech
