// SPDX-License-Identifier: MIT
#include "mentions.hpp"

#include <algorithm>
#include <cstdint>

namespace tag_entities {

const std::vector<Mention>& MentionFinder::find(const DocumentWords& document) {
    document_ = &document;
    found_.mentions.clear(), found_.doubtful.clear(), by_text_.clear(), person_parts_.clear(),
        initials_.clear();
    for (const auto& sentence : document.sentences())
        if (!sentence.is_heading) PartReader(SentenceView(document, sentence), found_).read();
    settle();
    prefer_persons();
    for (const auto& sentence : document.sentences())
        if (sentence.is_heading) search_heading(sentence);
    std::sort(found_.mentions.begin(), found_.mentions.end(),
              [](const Mention& a, const Mention& b) { return a.first < b.first; });
    return found_.mentions;
}

// Whether the words are part of a person's fuller name, "Van der Laan" where a sentence begins included.
bool MentionFinder::is_part_of_person(const Mention& mention) const {
    if (person_parts_.contains(text(mention))) return true;
    auto first = mention.first;
    while (first + 1 < mention.last && (*document_)[first].is(particle)) ++first;
    return first != mention.first && person_parts_.contains(document_->text(first, mention.last));
}

void MentionFinder::remember(const Mention& mention) {
    auto& best = by_text_[text(mention)];
    if (mention.confidence > best.confidence) best = mention;
    if (mention.label == Label::organisation && mention.last - mention.first > 1)
        initials_.insert(document_->initials(mention.first, mention.last));
    if (mention.label != Label::person || mention.confidence <= plausible) return;
    for (auto i = mention.first; i < mention.last; ++i)
        if ((*document_)[i].shape == Shape::capital || (*document_)[i].is(particle)) {
            person_parts_.insert(document_->text(i, i + 1));
            person_parts_.insert(document_->text(i, mention.last));
        }
}

// Settles doubtful names by what the same words are elsewhere in the document.
void MentionFinder::settle() {
    for (const auto& mention : found_.mentions) remember(mention);
    for (const auto& mention : found_.doubtful)
        if (mention.label != Label::none) remember(mention);
    for (auto mention : found_.doubtful) {
        if (is_part_of_person(mention)) {
            mention.label = Label::person;
            mention.confidence = likely;
        } else if (const auto same = by_text_.find(text(mention)); same != by_text_.end()) {
            mention.label = same->second.label;
            mention.confidence = std::max(mention.confidence, same->second.confidence);
        } else if (initials_.contains(std::string(text(mention)))) {
            mention.label = Label::organisation;
            mention.confidence = likely;
        }
        found_.add((*document_)[mention.first], mention);
    }
}

// A place that shares its name with a person of the document, "Paris": the person, unless a country.
void MentionFinder::prefer_persons() {
    for (auto& mention : found_.mentions)
        if (mention.label == Label::place && mention.last - mention.first == 1 && mention.known &&
            !is_country(*mention.known)) {
            const auto* previous = mention.first ? &(*document_)[mention.first - 1] : nullptr;
            if (person_parts_.contains(text(mention)) && !(previous && previous->is(into)))
                mention = {mention.first, mention.last, Label::person, plausible};
        }
}

// In a headline every word has a capital: only names that are listed, or found in the text, or plainly a
// person's.
void MentionFinder::search_heading(const SentenceRange& sentence) {
    const Runs runs(SentenceView(*document_, sentence));
    constexpr std::uint32_t longest = 6;
    for (auto i = sentence.first; i < sentence.last;) {
        const auto& word = (*document_)[i];
        Mention found;
        if (word.has_capital() || word.known)
            for (auto end = std::min(i + longest, sentence.last); end > i && found.label == Label::none;
                 --end)
                if (const auto same = by_text_.find(document_->text(i, end)); same != by_text_.end())
                    found = {i, end, same->second.label, same->second.confidence, same->second.known};
        if (word.known && found.last <= i + word.known_size && runs.known_counts(i))
            found = {i, i + word.known_size, word.known->label, likely, word.known};
        if (found.label == Label::none && word.has_capital()) {
            if (person_parts_.contains(document_->text(i, i + 1)))
                found = {i, i + 1, Label::person, plausible};
            else if (word.is(given_name) && runs.is_name_word(i) && runs.is_name_word(i + 1) &&
                     !(*document_)[i + 1].known && (*document_)[i + 1].is(family_name))
                found = {i, i + 2, Label::person, plausible};
        }
        found_.add(word, found);
        i = std::max(i + 1, found.last);
    }
}

}  // namespace tag_entities
