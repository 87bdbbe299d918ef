// SPDX-License-Identifier: MIT
#include "speakers.hpp"

#include <algorithm>

namespace quote_speech {

namespace {

constexpr std::size_t farthest = 30;  // candidates looked at for one pronoun

constexpr Classes males{Class::pronoun_male, Class::possessive_male};
constexpr Classes females{Class::pronoun_female, Class::possessive_female};
constexpr Classes pronouns{Class::pronoun_male,     Class::pronoun_female, Class::pronoun_plural,
                           Class::pronoun_neuter,   Class::pronoun_self,   Class::possessive_male,
                           Class::possessive_female};

bool is_pronoun(const Words& words, const Mention& mention) {
    return mention.core.size() == 1 && words[mention.core.begin].any(pronouns);
}

// A name with the words beside it that tell what its bearer is: "Prof. X", "X, a minister of Y", but not "X,
// who wrote to the minister".
Range around(const Words& words, Range name) {
    const auto sentence = words.sentence(words[name.begin].sentence);
    auto begin = name.begin, end = name.end;
    while (begin > sentence.begin && name.begin - begin < 4 && words[begin - 1].is_word() &&
           !words[begin - 1].is(Class::preposition))
        --begin;
    if (end + 1 < sentence.end && words[end].shape == Shape::comma && !words[end + 1].is(Class::relative)) {
        auto i = end + 1;
        while (i < sentence.end && i - end < 8 && words[i].is_word()) ++i;
        end = i;
    }
    return {begin, end};
}

bool is_relative(const Words& words, const Mention& mention) {
    return mention.core.size() == 1 &&
           words[mention.core.begin].any({Class::relative, Class::complementizer});
}

// "Anna Bell, who said", "a report that said": what the relative is tied to; empty where nothing is.
Mention tied_to(const Words& words, Index relative) {
    const auto begin = words.sentence(words[relative].sentence).begin;
    auto end = relative;
    while (end > begin && (words[end - 1].shape == Shape::comma || words[end - 1].shape == Shape::dash))
        --end;
    if (end == begin) return {};
    const auto phrase = MentionFinder(words).phrase_before(end, begin, true);
    return {phrase, phrase};
}

bool contains(const Words& words, Range range, std::string_view wanted) {
    for (auto i = range.begin; i < range.end; ++i)
        if (same_letters(words.text(i), wanted)) return true;
    return false;
}

}  // namespace

void Speakers::resolve(const Words& words, const People& people, const std::vector<Cue>& cues,
                       const Quotations& quotations, std::vector<Speaker>& speakers) {
    collect(words, cues, quotations);
    candidates_.clear();
    learnt_.assign(people.all().size(), Gender::unknown);
    const Identifier identifier(words, people);
    std::size_t name = 0;
    const auto& names = people.names();
    for (auto& subject : subjects_) {
        const auto begin = subject.mention.words.begin;
        for (; name < names.size() && names[name].words.begin < begin; ++name)
            add_name(words, people, names[name]);
        if (is_pronoun(words, subject.mention)) {
            subject.speaker = stand_for(words, begin);
            if (subject.speaker.name.empty()) continue;
        } else if (is_relative(words, subject.mention)) {
            // Whom it is tied to was told of before: no new candidate.
            subject.speaker = identifier.identify(tied_to(words, begin));
            // "Those who said": somebody, though nobody who was told of.
            const bool tied = begin > words.sentence(words[begin].sentence).begin;
            if (tied && subject.speaker.kind == SpeakerKind::unknown)
                subject.speaker.kind = SpeakerKind::described;
            continue;
        } else {
            subject.speaker = identifier.identify(subject.mention);
            const auto head = identifier.head_of(subject.mention);
            if (subject.speaker.person == nowhere)
                if (const auto* known = told_before(words, head)) subject.speaker = *known;
        }
        Candidate candidate{begin,
                            subject.mention.words,
                            subject.speaker,
                            identifier.gender_of(subject.mention, subject.speaker),
                            true,
                            false};
        if (is_pronoun(words, subject.mention) && words[begin].any(males)) candidate.gender = Gender::male;
        if (is_pronoun(words, subject.mention) && words[begin].any(females))
            candidate.gender = Gender::female;
        candidates_.push_back(candidate);
    }
    speakers.assign(quotations.all.size(), {});
    for (std::size_t q = 0; q < speakers.size(); ++q) {
        const auto& mention = quotations.all[q].speaker;
        if (mention.empty()) continue;
        const auto found = std::lower_bound(
            subjects_.begin(), subjects_.end(), mention.words.begin,
            [](const Subject& subject, Index at) { return subject.mention.words.begin < at; });
        if (found != subjects_.end()) speakers[q] = found->speaker;
    }
}

// Every subject of a saying and every "he" and "she" outside marks, each once, in order of the text.
void Speakers::collect(const Words& words, const std::vector<Cue>& cues, const Quotations& quotations) {
    subjects_.clear();
    const auto add = [&](const Mention& mention) {
        if (!mention.empty()) subjects_.push_back({mention, {}});
    };
    for (const auto& quotation : quotations.all) add(quotation.speaker);
    for (const auto& cue : cues)
        if (!cue.borrowed) add(cue.speaker);
    for (Index i = 0; i < words.size(); ++i)
        if (words[i].outside() && words[i].any({Class::pronoun_male, Class::pronoun_female}))
            add({{i, i + 1}, {i, i + 1}});
    const auto begin = [](const Subject& subject) { return subject.mention.words.begin; };
    std::stable_sort(subjects_.begin(), subjects_.end(),
                     [&](const Subject& a, const Subject& b) { return begin(a) < begin(b); });
    subjects_.erase(std::unique(subjects_.begin(), subjects_.end(),
                                [&](const Subject& a, const Subject& b) { return begin(a) == begin(b); }),
                    subjects_.end());
}

void Speakers::add_name(const Words& words, const People& people, const Name& name) {
    const auto begin = name.words.begin;
    if (!words[begin].outside() || (!name.sure && !name.body)) return;
    Candidate candidate;
    candidate.word = begin;
    candidate.told = around(words, name.words);
    candidate.speaker = Identifier(words, people).speaker_of(name);
    candidate.gender = people.all()[name.person].sex();
    candidate.possessive = name.words.end < words.size() && words.is_clitic(name.words.end);
    // What a sentence begins with is its subject, more often than not.
    const bool first =
        candidates_.empty() || words[candidates_.back().word].sentence != words[begin].sentence;
    candidate.subject =
        first && !candidate.possessive && (begin == 0 || !words[begin - 1].is(Class::preposition));
    candidates_.push_back(candidate);
}

// "the official": who was told of before with the same words.
const Speaker* Speakers::told_before(const Words& words, Range head) const {
    if (head.size() < 2 || !words[head.begin].is(Class::definite)) return nullptr;
    // "the website" is nobody who was named, whatever stood beside the name.
    bool may_be_named = false;
    for (auto i = head.begin; i < head.end; ++i)
        may_be_named |= words[i].any({Class::role, Class::title, Class::male, Class::female});
    std::size_t looked_at = 0;
    for (auto at = candidates_.rbegin(); at != candidates_.rend() && looked_at < farthest;
         ++at, ++looked_at) {
        bool same = may_be_named || at->speaker.kind != SpeakerKind::named;
        for (auto i = head.begin + 1; i < head.end && same; ++i)
            same = !words[i].is_word() || contains(words, at->told, words.text(i));
        if (same) return &at->speaker;
    }
    return nullptr;
}

double Speakers::closeness(const Words& words, const Candidate& candidate, Index pronoun) {
    const auto sentences = words[pronoun].sentence - words[candidate.word].sentence;
    const auto paragraphs = words[pronoun].paragraph - words[candidate.word].paragraph;
    double score = -0.6 * std::min<Index>(sentences, 20) - 0.4 * std::min<Index>(paragraphs, 20);
    if (candidate.subject) score += 1.5;
    if (candidate.possessive) score -= 0.5;
    if (candidate.gender != Gender::unknown) score += 1;
    if (candidate.speaker.kind == SpeakerKind::described) score -= 0.5;
    return score;
}

// Whom the pronoun stands for; of equals, who was told of last.
Speaker Speakers::stand_for(const Words& words, Index pronoun) {
    const auto& word = words[pronoun];
    const auto wanted = word.any(males) ? Gender::male : word.any(females) ? Gender::female : Gender::unknown;
    const bool one = wanted != Gender::unknown;
    Speaker unknown;
    unknown.kind = one || words.text(pronoun).size() == 1 ? SpeakerKind::described : SpeakerKind::collective;
    if (word.is(Class::pronoun_self)) return unknown;
    const Candidate* best = nullptr;
    double best_score = 0;
    std::size_t looked_at = 0;
    for (auto at = candidates_.rbegin(); at != candidates_.rend() && looked_at < farthest;
         ++at, ++looked_at) {
        const bool many = at->speaker.kind == SpeakerKind::collective;
        if (many == one) continue;
        auto candidate = *at;
        if (candidate.gender == Gender::unknown && candidate.speaker.person != nowhere)
            candidate.gender = learnt_[candidate.speaker.person];
        if (one && candidate.gender != Gender::unknown && candidate.gender != wanted) continue;
        const auto score = closeness(words, candidate, pronoun);
        if (best && score <= best_score) continue;
        best = &*at;
        best_score = score;
    }
    if (!best) return unknown;
    if (one && best->speaker.person != nowhere && learnt_[best->speaker.person] == Gender::unknown)
        learnt_[best->speaker.person] = wanted;
    return best->speaker;
}

}  // namespace quote_speech
