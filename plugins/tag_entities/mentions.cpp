// SPDX-License-Identifier: MIT
#include "mentions.hpp"

#include <algorithm>
#include <initializer_list>

namespace tag_entities {

namespace {

constexpr double sure = 0.95, likely = 0.8, plausible = 0.6, a_guess = 0.4;

// Words in a row that are looked at from each place; no name has more, and they bound the time.
constexpr std::uint32_t most_particles = 5, most_title_parts = 6;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_country(const KnownName& name) {
    return name.label == Label::place && name.subtype == "country";
}

// Organisations that belong to a state and take its name in front: the US Congress.
bool is_public(const KnownName& name) {
    return name.label == Label::organisation && is_one_of(name.subtype, {"agency", "parliament", "party"});
}

bool is_direction(std::string_view word) {
    return is_one_of(
        word, {"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central"});
}

bool is_opening_mark(std::string_view word) {
    return is_one_of(word, {"\"", "“", "``", "‘", "'", "«", "„"});
}
bool is_closing_mark(std::string_view word) {
    return is_one_of(word, {"\"", "”", "''", "’", "'", "»", "“"});
}

}  // namespace

const std::vector<Mention>& MentionFinder::find(const DocumentWords& document) {
    document_ = &document;
    mentions_.clear(), doubtful_.clear(), by_text_.clear(), person_parts_.clear();
    for (const auto& sentence : document.sentences())
        if (!sentence.is_heading) read_sentence(sentence);
    settle();
    for (const auto& sentence : document.sentences())
        if (sentence.is_heading) search_heading(sentence);
    std::sort(mentions_.begin(), mentions_.end(),
              [](const Mention& a, const Mention& b) { return a.first < b.first; });
    return mentions_;
}

void MentionFinder::read_sentence(const SentenceRange& sentence) {
    sentence_ = sentence;
    for (auto i = sentence.first; i < sentence.last;) {
        const auto name = behind_particles(i);
        if (!known_counts(name) && !is_name_word(name)) {
            i = name + 1;
            continue;
        }
        run_last_ = run_end(name);
        read_run(i, run_last_);
        i = std::max(run_last_, name + 1);
    }
}

// ---- runs of capitals

bool MentionFinder::is_name_word(std::uint32_t i) const {
    const auto* word = at(i);
    if (!word || !word->has_capital()) return false;
    if (word->is(no_name)) return word->span.size() == 1 && is_middle_initial(i);
    if (!word->is(function_word)) return true;
    // "Will Smith", but not "Will he".
    const auto* next = at(i + 1);
    return word->is(given_name) && next && next->has_capital() && !next->is(function_word | no_name);
}

// "George W Bush"
bool MentionFinder::is_middle_initial(std::uint32_t i) const {
    const auto *previous = before(i), *next = at(i + 1);
    return previous && next && previous->is(given_name) && previous->has_capital() &&
           next->shape == Shape::capital && !next->is(no_name | function_word);
}

// A listed name that is also an ordinary word does not count where a sentence begins: "Nice try".
bool MentionFinder::known_counts(std::uint32_t i) const {
    const auto& word = (*document_)[i];
    if (!word.known) return false;
    if (word.known_size > 1 || !word.begins_sentence || word.shape == Shape::capitals) return true;
    const auto uses = document_->uses(word);
    return uses.small == 0 || uses.small < uses.capital;
}

std::uint32_t MentionFinder::run_end(std::uint32_t i) const {
    const auto run = i;
    for (;;) {
        if (i < sentence_.last && known_counts(i))
            i += (*document_)[i].known_size;
        else if (is_name_word(i))
            ++i;
        else
            return i;
        i = behind_link(run, i);
    }
}

// Behind the particles that a surname may begin with, "van der" or "al-"; i where none stand.
std::uint32_t MentionFinder::behind_particles(std::uint32_t i) const {
    auto end = i;
    const auto furthest = std::min(sentence_.last, i + most_particles);
    while (end + 1 < furthest && (*document_)[end].is(particle) && (*document_)[end].shape == Shape::small &&
           !(*document_)[end].known) {
        ++end;
        if (text(end) == "-" && (*document_)[end].touches) ++end;
    }
    return end < sentence_.last && is_name_word(end) && !(*document_)[end].known ? end : i;
}

// Behind what links the word before i to a name word after: a particle, a hyphen, "&"; i where nothing does.
std::uint32_t MentionFinder::behind_link(std::uint32_t run, std::uint32_t i) const {
    const auto *link = at(i), *next = at(i + 1);
    if (!link || !next) return i;
    const auto& last = (*document_)[i - 1];
    if (const auto name = behind_particles(i); name != i) return name;
    if (text(i) == "&" && is_name_word(i + 1) && !last.is(given_name) && !next->is(given_name)) return i + 1;
    if (text(i) != "-" || !link->touches || !next->touches) return i;
    if (next->known || (last.known && last.known->label != Label::organisation))
        return i;  // China-Japan, U.S.-led
    if (is_name_word(i + 1)) return i + 1;
    // The second half of a given name in small letters: Lee Cheuk-yan.
    constexpr std::uint32_t longest_half = 6;
    const bool half =
        next->shape == Shape::small && next->span.size() <= longest_half && i - run >= 2 &&
        last.span.size() <= longest_half && document_->uses(*next).small <= 1 &&
        !next->is(~(given_name | family_name)) &&
        !is_one_of(text(i + 1), {"based", "led", "born", "run", "era", "like", "style", "wide", "free",
                                 "type", "made", "long", "term", "only", "built", "owned"});
    return half ? i + 2 : i;
}

// The end of "of the Interior" and the like at i, where an organisation or place goes on with it; i where it
// does not.
std::uint32_t MentionFinder::behind_of(std::uint32_t i) const {
    if (i >= sentence_.last || !is_one_of(text(i), {"of", "for"}) || (*document_)[i - 1].is(company_form))
        return i;
    auto next = i + 1;
    if (next < sentence_.last && text(next) == "the") ++next;
    if (next >= sentence_.last || !(is_name_word(next) || known_counts(next))) return i;
    auto end = run_end(next);
    // "for Strategic and International Studies"
    while (end + 1 < sentence_.last && is_one_of(text(end), {"and", "&"}) && is_name_word(end + 1) &&
           !(*document_)[end + 1].known && !(*document_)[end + 1].is(given_name))
        end = run_end(end + 1);
    return end;
}

// ---- parts of a run

void MentionFinder::read_run(std::uint32_t first, std::uint32_t last) {
    const auto* previous = before(first);
    after_title_ = previous && previous->shape == Shape::small && previous->is(title);
    part_ = first;
    // "Secretary of State John Kerry"
    if (first >= sentence_.first + 2 && text(first - 1) == "of" && (*document_)[first - 2].is(title))
        while (part_ < last && (*document_)[part_].is(title_part)) ++part_, after_title_ = true;
    for (auto i = part_; i < last;) {
        if (known_counts(i)) {
            take_known(i, last);
            i += (*document_)[i].known_size;
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

bool MentionFinder::begins_person() const {
    const auto& word = (*document_)[part_];
    return after_title_ || word.shape == Shape::initial || (word.is(given_name) && !word.is(title));
}

// Whether the word at i begins a title that ends before a name: "Foreign Minister", but not "Justice
// Department".
bool MentionFinder::is_title(std::uint32_t i, std::uint32_t last) const {
    if (part_ < i && begins_person() && !after_title_) return false;  // Stephen King
    auto end = i;
    while (end < last && end - i < most_title_parts && (*document_)[end].is(title_part) &&
           !(*document_)[end].is(title))
        ++end;
    if (end >= last || !(*document_)[end].is(title)) return false;
    return end + 1 >= last || !(*document_)[end + 1].is(organisation_head);
}

// Whether the words from i on, up to a title or another listed name, end with a word that heads organisations
// or places.
bool MentionFinder::leads_to_head(std::uint32_t i, std::uint32_t last) const {
    auto end = i;
    while (end < last && !(*document_)[end].known && !is_title(end, last)) ++end;
    return end > i && (*document_)[end - 1].is(organisation_head | place_head);
}

// A listed name at i: a mention of its own, or the beginning or the end of a longer one.
void MentionFinder::take_known(std::uint32_t i, std::uint32_t last) {
    const auto& word = (*document_)[i];
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
    const bool is_first_name = single && word.is(given_name) && !is_country(name) && end < last &&
                               !(*document_)[end].known && !is_title(end, last);
    const bool before_body =
        is_country(name) && end < last && (*document_)[end].known && is_public(*(*document_)[end].known);
    auto company_end = end;
    while (name.label == Label::organisation && company_end < last &&
           (*document_)[company_end].is(company_form))
        ++company_end;
    if (is_first_name || before_body || leads_to_head(company_end, last)) return;
    auto mention_end = company_end;
    if (end == last && name.label == Label::organisation && (*document_)[end - 1].is(organisation_head))
        run_last_ = mention_end = behind_of(end);
    // The Federal Bureau of Investigation is the same with "US" in front; North Vietnam is not Vietnam.
    const bool same = mention_end == company_end && (part_ == i || name.label == Label::organisation);
    add({part_, mention_end, name.label, same ? sure : likely, same ? &name : nullptr});
    part_ = mention_end;
    after_title_ = false;
}

// Whether the listed name at i goes on with what stands before it: North Vietnam, US Congress.
bool MentionFinder::extends_part(std::uint32_t i) const {
    if (part_ >= i) return false;
    const auto& name = *(*document_)[i].known;
    const auto& first = (*document_)[part_];
    if (name.label == Label::place) return part_ + 1 == i && is_direction(text(part_));
    return is_public(name) && first.known && is_country(*first.known) && part_ + first.known_size == i;
}

// Judges what stands between the last border and `last`.
void MentionFinder::end_part(std::uint32_t last) {
    auto first = part_;
    if (first >= last) return;
    const auto with_particles = first;
    while (first < last && !(*document_)[first].has_capital() && !(*document_)[first].known) ++first;
    while (last > first && !(*document_)[last - 1].has_capital() &&
           (*document_)[last - 1].shape != Shape::small)
        --last;
    // An ordinary word in front, with its capital because the sentence begins.
    while (first + 1 < last && (*document_)[first].begins_sentence && !(*document_)[first].signs &&
           document_->uses((*document_)[first]).small > 0)
        ++first;
    part_ = last;
    if (first >= last) return;
    if (last == run_last_ && (*document_)[last - 1].is(organisation_head | place_head)) {
        if (const auto end = behind_of(last); end != last) {
            const bool place = !(*document_)[last - 1].is(organisation_head);
            run_last_ = part_ = end;
            return add({first, end, place ? Label::place : Label::organisation, likely});
        }
    }
    auto mention = judge(first, last);
    if (mention.label == Label::organisation) take_joint_founder(mention);
    // A surname keeps its particles where it stands alone: "van der Laan", "al-Haddad".
    if (mention.label != Label::organisation && mention.label != Label::place && with_particles < first &&
        (*document_)[with_particles].is(particle))
        mention.first = with_particles;
    after_title_ = false;
    if (mention.confidence > plausible)
        add(mention);
    else if (mention.confidence > 0)
        doubtful_.push_back(mention);
}

// "Maureen and Mike Mansfield Foundation": the first of two given names is part of the organisation.
void MentionFinder::take_joint_founder(Mention& mention) {
    const auto first = mention.first;
    if (first < sentence_.first + 2 || text(first - 1) != "and") return;
    const auto& founder = (*document_)[first - 2];
    if (!founder.is(given_name) || !founder.has_capital() || !(*document_)[first].is(given_name)) return;
    const auto is_founder = [&](const Mention& other) {
        return other.last == first - 1 && other.first == first - 2;
    };
    if (!mentions_.empty() && is_founder(mentions_.back())) mentions_.pop_back();
    if (!doubtful_.empty() && is_founder(doubtful_.back())) doubtful_.pop_back();
    mention.first = first - 2;
}

// ---- what a part is

// "The minister, Sigrun Hall": an office and a comma in front.
bool MentionFinder::has_role_in_front(std::uint32_t i) const {
    return i >= sentence_.first + 2 && text(i - 1) == "," && (*document_)[i - 2].is(title | title_part);
}

Mention MentionFinder::judge(std::uint32_t first, std::uint32_t last) const {
    const auto& end = (*document_)[last - 1];
    const auto& begin = (*document_)[first];
    if (after_title_ && last - first <= 5 && !end.is(organisation_head))
        return {first, last, Label::person, likely};
    if (last - first == 1) return judge_one(first);
    // A first name outweighs that the last word has another meaning as well: Hall, Price.
    if (begin.is(given_name) && !begin.is(ordinary) && !end.is(organisation_head) && last - first <= 7 &&
        (!end.is(place_head) || is_told_person(first, last) || has_role_in_front(first)))
        return {first, last, Label::person, likely};
    if (end.is(organisation_head)) return {first, last, Label::organisation, likely};
    if (end.is(place_head) || begin.is(place_front)) return {first, last, Label::place, likely};
    const bool like_a_person =
        last - first <= 5 && std::none_of(&begin, &end + 1, [](const Word& word) {
            return word.is(organisation_head | place_head | ordinary) || word.shape == Shape::number;
        });
    if (like_a_person) {
        if (begin.is(given_name) || begin.shape == Shape::initial)
            return {first, last, Label::person, likely};
        if (begin.is(family_name) && last - first <= 3) return {first, last, Label::person, plausible};
        if (end.is(family_name) || is_told_person(first, last)) return {first, last, Label::person, likely};
    }
    if (is_quoted_title(first, last)) return {};
    const auto* previous = before(first);
    if (previous && previous->is(into) && last - first <= 2 && like_a_person)
        return {first, last, Label::place, plausible};
    const auto names = std::count_if(&begin, &end + 1, [](const Word& word) { return word.has_capital(); });
    if (like_a_person && names <= 3) return {first, last, Label::person, a_guess};
    return {};
}

Mention MentionFinder::judge_one(std::uint32_t i) const {
    const auto& word = (*document_)[i];
    const auto *previous = before(i), *next = at(i + 1);
    const auto uses = document_->uses(word);
    if (word.is(organisation_head | place_head | title | title_part) || word.shape == Shape::initial)
        return {};
    const bool may_be_ordinary = word.begins_sentence && uses.capital == 0;
    if (may_be_ordinary && uses.small > 0) return {};
    if (word.is(given_name | family_name))
        return {i, i + 1, Label::person, may_be_ordinary ? plausible : likely};
    if (word.is(ordinary)) return {};
    // A name perhaps, but not by itself: only where the document tells elsewhere what it is.
    const Mention unexplained{i, i + 1, Label::none, 0.01};
    if (may_be_ordinary) return unexplained;
    if (is_quoted_title(i, i + 1)) return {};
    if (is_told_person(i, i + 1)) return {i, i + 1, Label::person, plausible};
    if (word.shape == Shape::capitals) return {i, i + 1, Label::organisation, plausible};
    if (uses.small > uses.capital) return {};
    if (previous && previous->is(into)) return {i, i + 1, Label::place, plausible};
    if (next && next->is(says)) return {i, i + 1, Label::person, plausible};
    return unexplained;
}

// Whether the words are all that stands between quotation marks, perhaps behind an article: a work of art.
bool MentionFinder::is_quoted_title(std::uint32_t first, std::uint32_t last) const {
    if (first > sentence_.first && (text(first - 1) == "The" || text(first - 1) == "A")) --first;
    if (last < sentence_.last && text(last) == ",") ++last;
    return first > sentence_.first && last < sentence_.last && is_opening_mark(text(first - 1)) &&
           is_closing_mark(text(last));
}

// Whether the words around a name say that it is a person's: "said Liu", "Liu, 42,", "Liu, director of the
// centre".
bool MentionFinder::is_told_person(std::uint32_t first, std::uint32_t last) const {
    const auto *previous = before(first), *next = at(last);
    if (previous && previous->shape == Shape::small && previous->is(says) && text(first - 1) != "who")
        return true;
    if (!next) return false;
    if (next->is(says) && next->shape == Shape::small) return true;
    if (text(last) != ",") return false;
    const auto* after = at(last + 1);
    if (!after) return false;
    return (after->shape == Shape::number && after->span.size() <= 3) || has_role_behind(last + 1);
}

// Whether a role follows soon, before any name: "an associate professor at".
bool MentionFinder::has_role_behind(std::uint32_t i) const {
    constexpr std::uint32_t furthest = 5;
    for (const auto end = std::min(i + furthest, sentence_.last); i < end; ++i) {
        const auto& word = (*document_)[i];
        if (word.is(title)) return true;
        if (word.shape == Shape::mark && text(i) != "-") return false;
        if (is_one_of(text(i), {"of", "in", "at", "and", "said"})) return false;
    }
    return false;
}

// ---- the whole document

// Whether the words are part of a person's fuller name, "Van der Laan" where a sentence begins included.
bool MentionFinder::is_part_of_person(const Mention& mention) const {
    if (person_parts_.contains(text(mention))) return true;
    auto first = mention.first;
    while (first + 1 < mention.last && (*document_)[first].is(particle)) ++first;
    return first != mention.first && person_parts_.contains(document_->text(first, mention.last));
}

void MentionFinder::add(Mention mention) {
    if (mention.label == Label::none) return;
    const auto& word = (*document_)[mention.first];
    if (!mention.known && word.known && word.known_size == mention.last - mention.first &&
        word.known->label == mention.label)
        mention.known = word.known;
    mentions_.push_back(mention);
}

// Settles doubtful names by what the same words are elsewhere in the document.
void MentionFinder::settle() {
    const auto remember = [&](const Mention& mention) {
        auto& best = by_text_[text(mention)];
        if (mention.confidence > best.confidence) best = mention;
        if (mention.label == Label::person && mention.confidence > plausible)
            for (auto i = mention.first; i < mention.last; ++i)
                if ((*document_)[i].shape == Shape::capital || (*document_)[i].is(particle))
                    person_parts_.insert(text(i)), person_parts_.insert(document_->text(i, mention.last));
    };
    for (const auto& mention : mentions_) remember(mention);
    for (const auto& mention : doubtful_)
        if (mention.label != Label::none) remember(mention);
    for (auto mention : doubtful_) {
        if (is_part_of_person(mention)) {
            mention.label = Label::person;
            mention.confidence = likely;
        } else if (const auto same = by_text_.find(text(mention)); same != by_text_.end()) {
            mention.label = same->second.label;
            mention.confidence = std::max(mention.confidence, same->second.confidence);
        }
        add(mention);
    }
    // A place that shares its name with a person of the document, "Paris": the person, unless a country.
    for (auto& mention : mentions_)
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
    sentence_ = sentence;
    constexpr std::uint32_t longest = 6;
    for (auto i = sentence.first; i < sentence.last;) {
        const auto& word = (*document_)[i];
        Mention found;
        if (word.has_capital() || word.known)
            for (auto end = std::min(i + longest, sentence.last); end > i && found.label == Label::none;
                 --end)
                if (const auto same = by_text_.find(document_->text(i, end)); same != by_text_.end())
                    found = {i, end, same->second.label, same->second.confidence, same->second.known};
        if (word.known && found.last <= i + word.known_size && known_counts(i))
            found = {i, i + word.known_size, word.known->label, likely, word.known};
        if (found.label == Label::none && word.has_capital()) {
            if (person_parts_.contains(text(i)))
                found = {i, i + 1, Label::person, plausible};
            else if (word.is(given_name) && is_name_word(i) && is_name_word(i + 1) &&
                     !(*document_)[i + 1].known && (*document_)[i + 1].is(family_name))
                found = {i, i + 2, Label::person, plausible};
        }
        add(found);
        i = std::max(i + 1, found.last);
    }
}

}  // namespace tag_entities
