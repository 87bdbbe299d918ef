// SPDX-License-Identifier: MIT
#include "parts.hpp"

#include <algorithm>

namespace tag_entities {

namespace {

constexpr std::uint32_t most_title_parts = 6;  // no title has more in a row; bounds the time

// Organisations that belong to a state and take its name in front: the US Congress.
bool is_public(const KnownName& name) {
    return name.label == Label::organisation && is_one_of(name.subtype, {"agency", "parliament", "party"});
}

bool is_direction(std::string_view word) {
    return is_one_of(
        word, {"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central"});
}

}  // namespace

void Found::add(const Word& begin, Mention mention) {
    if (mention.label == Label::none) return;
    if (!mention.known && begin.known && begin.known_size == mention.last - mention.first &&
        begin.known->label == mention.label)
        mention.known = begin.known;
    mentions.push_back(mention);
}

void PartReader::read() {
    for (auto i = words_.first(); i < words_.last();) {
        const auto name = runs_.behind_particles(i);
        if (!runs_.known_counts(name) && !runs_.is_name_word(name)) {
            i = name + 1;
            continue;
        }
        run_last_ = runs_.run_end(name);
        read_run(i, run_last_);
        i = std::max(run_last_, name + 1);
    }
}

void PartReader::read_run(std::uint32_t first, std::uint32_t last) {
    const auto* previous = words_.before(first);
    after_title_ = previous && previous->shape == Shape::small && previous->is(title);
    part_ = first;
    // "Secretary of State John Kerry"
    if (first >= words_.first() + 2 && words_.text(first - 1) == "of" && words_[first - 2].is(title))
        while (part_ < last && words_[part_].is(title_part)) ++part_, after_title_ = true;
    for (auto i = part_; i < last;) {
        if (runs_.known_counts(i)) {
            take_known(i, last);
            i += words_[i].known_size;
        } else if (is_title(i, last)) {
            end_part(i);
            part_ = ++i;
            after_title_ = true;
        } else {
            ++i;
        }
    }
    end_part(last);
}

bool PartReader::begins_person() const {
    const auto& word = words_[part_];
    return after_title_ || word.shape == Shape::initial || (word.is(given_name) && !word.is(title));
}

// Whether the word at i begins a title that ends before a name: "Foreign Minister", but not "Justice
// Department".
bool PartReader::is_title(std::uint32_t i, std::uint32_t last) const {
    if (part_ < i && begins_person() && !after_title_) return false;  // Stephen King
    auto end = i;
    while (end < last && end - i < most_title_parts && words_[end].is(title_part) && !words_[end].is(title))
        ++end;
    if (end >= last || !words_[end].is(title)) return false;
    return end + 1 >= last || !words_[end + 1].is(organisation_head);
}

// Whether the words from i on, up to a title or another listed name, end with a word that heads organisations
// or places.
bool PartReader::leads_to_head(std::uint32_t i, std::uint32_t last) const {
    auto end = i;
    while (end < last && !words_[end].known && !is_title(end, last)) ++end;
    return end > i && words_[end - 1].is(organisation_head | place_head);
}

// A listed name at i: a mention of its own, or the beginning or the end of a longer one.
void PartReader::take_known(std::uint32_t i, std::uint32_t last) {
    const auto& word = words_[i];
    const auto& name = *word.known;
    const auto end = i + word.known_size;
    const bool single = word.known_size == 1;
    const bool may_be_surname =
        name.label != Label::people && (!is_country(name) || word.is(given_name | family_name));
    if (part_ < i && single && begins_person() && may_be_surname) return;  // Michael Jordan
    if (!extends_part(i)) {
        end_part(i);
        part_ = i;
    }
    const bool is_first_name = single && word.is(given_name) && end < last && !words_[end].known &&
                               !is_title(end, last) &&
                               (!is_country(name) || (words_[end].is(family_name) && !words_[end].is(title)));
    const bool before_body =
        is_country(name) && end < last && words_[end].known && is_public(*words_[end].known);
    auto company_end = end;
    while (name.label == Label::organisation && company_end < last && words_[company_end].is(company_form))
        ++company_end;
    if (is_first_name || before_body || leads_to_head(company_end, last)) return;
    auto mention_end = company_end;
    if (end == last && name.label == Label::organisation && words_[end - 1].is(organisation_head))
        run_last_ = mention_end = runs_.behind_of(end);
    // The Federal Bureau of Investigation is the same with "US" in front; North Vietnam is not Vietnam.
    const bool same = mention_end == company_end && (part_ == i || name.label == Label::organisation);
    found_.add(words_[part_], {part_, mention_end, name.label, same ? sure : likely, same ? &name : nullptr});
    part_ = mention_end;
    after_title_ = false;
}

// Whether the listed name at i goes on with what stands before it: North Vietnam, US Congress.
bool PartReader::extends_part(std::uint32_t i) const {
    if (part_ >= i) return false;
    const auto& name = *words_[i].known;
    const auto& first = words_[part_];
    if (name.label == Label::place) return part_ + 1 == i && is_direction(words_.text(part_));
    return is_public(name) && first.known && is_country(*first.known) && part_ + first.known_size == i;
}

// Judges what stands between the last border and `last`.
void PartReader::end_part(std::uint32_t last) {
    auto first = part_;
    if (first >= last) return;
    const auto with_particles = first;
    while (first < last && !words_[first].has_capital() && !words_[first].known) ++first;
    while (last > first && !words_[last - 1].has_capital() && words_[last - 1].shape != Shape::small) --last;
    // An ordinary word in front, with its capital because the sentence begins.
    while (first + 1 < last && words_[first].begins_sentence && !words_[first].signs &&
           words_.uses(words_[first]).small > 0)
        ++first;
    part_ = last;
    if (first >= last) return;
    if (last == run_last_ && words_[last - 1].is(organisation_head | place_head)) {
        if (const auto end = runs_.behind_of(last); end != last) {
            const bool place = !words_[last - 1].is(organisation_head);
            run_last_ = part_ = end;
            return found_.add(words_[first],
                              {first, end, place ? Label::place : Label::organisation, likely});
        }
    }
    auto mention = judge_.judge(first, last, after_title_);
    if (mention.label == Label::organisation) take_joint_founder(mention);
    // A surname keeps its particles where it stands alone: "van der Laan", "al-Haddad".
    if (mention.label != Label::organisation && mention.label != Label::place && with_particles < first &&
        words_[with_particles].is(particle))
        mention.first = with_particles;
    after_title_ = false;
    if (mention.confidence > plausible)
        found_.add(words_[mention.first], mention);
    else if (mention.confidence > 0)
        found_.doubtful.push_back(mention);
}

// "Maureen and Mike Mansfield Foundation": the first of two given names is part of the organisation.
void PartReader::take_joint_founder(Mention& mention) {
    const auto first = mention.first;
    if (first < words_.first() + 2 || words_.text(first - 1) != "and") return;
    const auto& founder = words_[first - 2];
    if (!founder.is(given_name) || !founder.has_capital() || !words_[first].is(given_name)) return;
    const auto is_founder = [&](const Mention& other) {
        return other.last == first - 1 && other.first == first - 2;
    };
    if (!found_.mentions.empty() && is_founder(found_.mentions.back())) found_.mentions.pop_back();
    if (!found_.doubtful.empty() && is_founder(found_.doubtful.back())) found_.doubtful.pop_back();
    mention.first = first - 2;
}

}  // namespace tag_entities
