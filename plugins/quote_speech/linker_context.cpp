// SPDX-License-Identifier: MIT
// Strings in marks beside which nothing tells of a saying: who speaks, the sentences around them say.
#include "linker.hpp"

namespace quote_speech {

// A string that stands alone, for its sentence: who spoke last, or whom the sentence before is about.
std::optional<Linker::Attribution> Linker::from_context(Index s, Index before) const {
    const auto& string = strings_[s];
    if (!string.left.empty() || !string.ends_sentence || !string.whole) return std::nullopt;
    const auto paragraph = string.quoted.paragraph;
    const auto here = words_.paragraph(paragraph);
    const bool opens = string.outer.begin == here.begin;
    const auto* last = before == nowhere ? nullptr : &strings_[before];
    const bool same_paragraph = last && last->quoted.paragraph == paragraph;
    if (!opens) {
        if (const auto told = last_cue(string.outer.begin, here.begin)) return told;
        if (same_paragraph && last->row != nowhere) {
            const auto& quotation = quotations_.all[quotations_.pieces[last->row].quotation];
            return Attribution{quotation.cue, quotation.speaker};
        }
        if (const auto told = last_subject(string.outer.begin, here.begin)) return told;
        return Attribution{};
    }
    // Words that the next paragraph goes on with are speech, whoever is told behind it.
    if (paragraph == 0 && string.quoted.continued) return Attribution{};
    if (paragraph == 0 || words_.is_heading(paragraph)) return std::nullopt;
    const auto above = words_.paragraph(paragraph - 1);
    if (above.empty()) return Attribution{};
    if (words_[above.end - 1].shape == Shape::colon)
        if (const auto told = last_subject(above.end, above.begin)) return told;
    if (last && last->row != nowhere && last->quoted.paragraph + 1 == paragraph) {
        const auto& quotation = quotations_.all[quotations_.pieces[last->row].quotation];
        if (!quotation.speaker.empty()) return Attribution{quotation.cue, quotation.speaker};
    }
    if (const auto told = last_cue(above.end, above.begin)) return told;
    return Attribution{};
}

Index Linker::sentence_before(Index end, Index limit) const {
    auto begin = end;
    while (begin > limit && words_[begin - 1].sentence == words_[end - 1].sentence) --begin;
    return begin;
}

// Who says something in the sentence that ends before `end`.
std::optional<Linker::Attribution> Linker::last_cue(Index end, Index limit) const {
    for (auto c = first_cue(sentence_before(end, limit)); c < cues_.size() && cues_[c].verb < end; ++c)
        if (!cues_[c].speaker.empty() && (cues_[c].form != Form::ing || cues_[c].borrowed))
            return Attribution{cues_[c].words, cues_[c].speaker};
    return std::nullopt;
}

// The same, or else whom that sentence is about.
std::optional<Linker::Attribution> Linker::last_subject(Index end, Index limit) const {
    if (const auto told = last_cue(end, limit)) return told;
    const auto subject = mentions_.leading_subject(sentence_before(end, limit), end);
    if (subject.empty()) return std::nullopt;
    return Attribution{{}, {subject, subject}};
}

// `"We were not told," the mayor, in a raincoat, …`: a clause in marks that its sentence begins with and that
// does not end it. Whoever the rest tells of, it was said.
bool Linker::opens_sentence(const String& string) const {
    if (!string.left.empty() || !string.whole || string.title || string.inner.size() < 4) return false;
    const auto& last = words_[string.inner.end - 1];
    const bool stops = last.shape == Shape::stop && words_.text(string.inner.end - 1) != ".";
    return (string.ends_in_comma || stops) && words_.has_verb(string.inner);
}

// Whom the rest of that sentence is about, if it says something: ", the mayor, in a raincoat, said".
Linker::Attribution Linker::subject_behind(const String& string) const {
    const auto mention = mentions_.after(string.right.begin, string.right.end);
    if (mention.empty() || !mentions_.tells_person(mention.core)) return {};
    for (auto i = mention.core.end; i < string.right.end; ++i)
        if (words_[i].cue != CueClass::none) return {{i, i + 1}, {mention.core, mention.core}};
    return {};
}

}  // namespace quote_speech
