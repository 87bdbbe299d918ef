// SPDX-License-Identifier: MIT
#include "finder.hpp"

#include <algorithm>
#include <iterator>

namespace tag_entities {

namespace {

bool is_hyphen(const Word& word) {
    return word.text == "-" || word.text == "‐" || word.text == "‑";
}
bool is_apostrophe_s(const Word& word) {
    return word.text == "'s" || word.text == "’s";
}

}  // namespace

// Whether the word at `at` goes on a name that the word before it belongs to.
bool Finder::goes_on(std::size_t at) const {
    if (at >= words_.size() || words_[at - 1].ends) return false;
    const auto& word = words_[at];
    if (word.is(calendar) && word.shape == Shape::capital && !word.is(given)) return false;
    return word.named();
}

// The end of the capitalised run from `at`, hyphens and name particles inside it included.
std::size_t Finder::name_end(std::size_t at) const {
    auto end = at + 1;
    while (end < words_.size() && !words_[end - 1].ends) {
        if (goes_on(end)) {
            ++end;
        } else if (is_hyphen(words_[end]) && words_[end].glued && end + 1 < words_.size() &&
                   words_[end + 1].glued && words_[end + 1].named()) {
            end += 2;
        } else if (words_[end].is(particle) && words_[end].shape == Shape::lower) {
            auto behind = end + 1;
            while (behind < words_.size() && (words_[behind].is(particle) || is_hyphen(words_[behind])) &&
                   words_[behind].shape != Shape::capital && behind < end + 3)
                ++behind;
            if (behind >= words_.size() || !words_[behind].named() || words_[behind - 1].ends) break;
            end = behind + 1;
        } else {
            break;
        }
    }
    return end;
}

// The end of a person's name: at most five words, and none that begins something else.
std::size_t Finder::person_end(std::size_t at) const {
    const auto run = name_end(at);
    auto end = at;
    for (std::size_t count = 0; end < run; ++end) {
        if (is_hyphen(words_[end]) || words_[end].is(particle)) continue;
        if (++count > 5) break;
        if (count > 1 && words_[end].is(title | org_head) && !words_[end].is(given)) break;
        if (count > 2 && lexicon_.match(words_, end) && words_[end - 1].shape != Shape::initial) break;
    }
    return end;
}

// Takes in "of Foreign Affairs and Trade" behind an organisation's head.
std::size_t Finder::with_tail(std::size_t end) const {
    static constexpr std::string_view links[] = {"of", "for", "on"};
    if (end + 1 >= words_.size() || words_[end - 1].ends) return end;
    if (std::find(std::begin(links), std::end(links), words_[end].text) == std::end(links)) return end;
    auto at = end + 1;
    if (words_[at].text == "the" && at + 1 < words_.size()) ++at;
    if (!words_[at].named()) return end;
    at = name_end(at);
    while (at + 1 < words_.size() && !words_[at - 1].ends &&
           (words_[at].text == "and" || words_[at].text == "&") && words_[at + 1].named() &&
           !lexicon_.match(words_, at + 1))
        at = name_end(at + 1);
    return at;
}

// The end of the organisation that begins at `at`, within the run that ends at `end`; `at` where there is
// none. What stands in front of a title or an office is its last word.
std::size_t Finder::organisation_end(std::size_t at, std::size_t end) const {
    std::size_t head = at;
    for (auto i = at; i < end; ++i) {
        if (i > at && words_[i].is(title) && !words_[i].is(org_head)) break;
        if (i > at && words_[i].is(role) && !words_[i].is(org_head | org_end)) break;
        if (words_[i].is(org_head) || (i > at && words_[i].is(org_end))) head = i + 1;
    }
    if (head == at) return at;
    return words_[head - 1].is(org_head) ? with_tail(head) : head;
}

// Whether what follows tells of a person: ", 34," or ", an associate professor" or ", the mayor".
bool Finder::is_described(std::size_t end) const {
    if (end + 2 >= words_.size() || words_[end].text != ",") return false;
    if (words_[end + 1].shape == Shape::number) return words_[end + 2].text == ",";
    for (auto i = end + 1; i < words_.size() && i < end + 7; ++i) {
        if (words_[i].text == "," || words_[i].ends) return false;
        if (words_[i].is(role) && words_[i].shape == Shape::lower) return true;
        if (words_[i].text == "who") return true;
    }
    return false;
}

// Whether one of these stands right before, or right behind, the words.
bool Finder::beside(std::size_t first, std::size_t last, std::uint32_t before, std::uint32_t behind) const {
    if (first > 0 && !words_[first - 1].ends && words_[first - 1].is(before)) return true;
    return last < words_.size() && !words_[last - 1].ends && words_[last].is(behind);
}

Label Finder::label_of(std::size_t first, std::size_t last, float& confidence) const {
    const auto& head = words_[first];
    const auto size = last - first;
    if (words_[last - 1].is(landform) && size > 1) return confidence = 0.8f, Label::place;
    if (head.is(landform) && size > 1) return confidence = 0.7f, Label::place;
    if (head.is(given) && size > 1) return confidence = 0.9f, Label::person;
    if (is_described(last) && size > 1) return confidence = 0.9f, Label::person;
    if (size == 1 && head.shape == Shape::capitals && head.text.size() <= 6)
        return confidence = 0.6f, Label::organisation;
    if (size == 3 && is_hyphen(words_[first + 1]) && lexicon_.match(words_, first + 2))
        return confidence = 0.5f, Label::group;  // Sino-American
    if (head.is(family) && size >= 2 && size <= 4) return confidence = 0.7f, Label::person;
    if (size >= 2 && beside(first, last, saying, saying)) return confidence = 0.8f, Label::person;
    for (auto i = first; i + 1 < last; ++i)
        if (words_[i].shape == Shape::initial) return confidence = 0.8f, Label::person;
    if (size == 1)
        return head.is(given) ? (confidence = 0.5f, Label::person) : (confidence = 0.3f, Label::unknown);
    if (beside(first, last, near, 0)) return confidence = 0.5f, Label::place;
    for (auto i = first; i < last; ++i)
        if (words_[i].is(particle) && words_[i].shape == Shape::lower)
            return confidence = 0.6f, Label::person;
    for (auto i = first; i < last; ++i)
        if (words_[i].is(common | role) || seen_.lower.count(Lexicon::lowered(words_[i].text)))
            return confidence = 0.4f, Label::organisation;
    std::size_t count = 0;  // a hyphenated word is one
    for (auto i = first; i < last; ++i)
        count += !is_hyphen(words_[i]) && (i == first || !is_hyphen(words_[i - 1]));
    return confidence = 0.5f, count <= 3 ? Label::person : Label::organisation;
}

// A name that a list holds, and what it grows into with the words behind it.
std::size_t Finder::take_listed(std::size_t at, const Listed& listed, std::vector<Mention>& mentions) {
    const auto end = at + listed.words.size();
    const auto run = name_end(end - 1);
    const bool more = run > end && words_[end].named() && !lexicon_.match(words_, end);
    if (more && !words_[at].heading) {
        if (const auto organisation = organisation_end(at, run); organisation > end) {
            mentions.push_back({at, organisation, Label::organisation, nullptr, 0.8f});
            return organisation;
        }
        if (listed.label == Listed::Label::place && words_[end].is(landform)) {
            mentions.push_back({at, end + 1, Label::place, nullptr, 0.8f});
            return end + 1;
        }
        if (listed.label == Listed::Label::place && words_[at].is(given) && !words_[end].is(title | role)) {
            const auto person = person_end(at);
            mentions.push_back({at, person, Label::person, nullptr, 0.7f});
            return person;
        }
        if (listed.label == Listed::Label::organisation && !words_[end].is(title | role | modifier | given)) {
            mentions.push_back({at, run, Label::organisation, nullptr, 0.8f});
            return run;
        }
    }
    static constexpr Label labels[] = {Label::place, Label::group, Label::organisation};
    mentions.push_back({at, end, labels[static_cast<int>(listed.label)], &listed, 0.95f});
    return end;
}

// Where a name begins that particles in lower case may stand in front of: "van der Laan", "al-Haddad".
std::size_t Finder::with_particles(std::size_t at) const {
    auto first = at;
    for (auto i = at; i > 0 && i + 4 > at && !words_[i - 1].ends; --i) {
        const auto& before = words_[i - 1];
        if (before.is(particle) && before.shape == Shape::lower)
            first = i - 1;
        else if (!is_hyphen(before) || !before.glued || !words_[i].glued)
            break;
    }
    return first;
}

// A run of words that no list holds as a name.
std::size_t Finder::take_plain(std::size_t at, std::vector<Mention>& mentions) {
    const auto& word = words_[at];
    const auto run = name_end(at);
    if (!after_title_) {
        if (const auto end = organisation_end(at, run);
            end > at && !(end - at == 1 && word.is(common | role))) {
            const bool bare = end - at == 1;
            if (!bare || (!word.starts && !word.heading))
                mentions.push_back({at, end, Label::organisation, nullptr, bare ? 0.4f : 0.8f});
            return end;
        }
    }
    auto end = person_end(at);
    if (!after_title_) {
        // A title, an office or a listed name inside the run begins another mention.
        for (auto i = at + 1; i < end; ++i)
            if (!words_[at].is(given) &&
                (words_[i].is(title | role) || (!is_hyphen(words_[i - 1]) && lexicon_.match(words_, i))))
                end = i;
    }
    while (end > at + 1 && (is_hyphen(words_[end - 1]) || words_[end - 1].shape == Shape::lower)) --end;
    float confidence = 0.9f;
    const auto label = after_title_ ? Label::person : label_of(at, end, confidence);
    if (word.heading && label != Label::person && end - at > 1) return end;
    const bool a_person = label == Label::person || label == Label::unknown;
    mentions.push_back({a_person ? with_particles(at) : at, end,
                        word.heading && !after_title_ ? Label::unknown : label, nullptr, confidence});
    return end;
}

// Looks at one capitalised word; returns where to go on.
std::size_t Finder::take(std::size_t at, std::vector<Mention>& mentions) {
    const auto& word = words_[at];
    if (const auto* listed = lexicon_.match(words_, at)) {
        const bool person =
            after_title_ && listed->words.size() == 1 && listed->label != Listed::Label::group;
        if (!person && !(listed->words.size() == 1 && word.starts && word.is(common) && word.text.size() < 3))
            return after_title_ = false, take_listed(at, *listed, mentions);
    }
    if (const auto words = lexicon_.phrase(words_, at)) return after_title_ = true, at + words;
    const bool followed = !word.ends && name_end(at) > at + 1;
    if (word.is(title) && (followed || !word.is(given))) return after_title_ = true, at + 1;
    if (word.is(modifier | role) && !word.is(given | family)) {
        const bool heads = organisation_end(at, name_end(at)) > at;
        if (!heads || after_title_) return after_title_ = word.is(role), at + 1;
    }
    const bool doubtful = word.starts || word.heading;
    if (word.is(calendar) && !(word.is(given) && followed)) return after_title_ = false, at + 1;
    if (doubtful && word.is(common) && !(word.is(given) && followed)) return after_title_ = false, at + 1;
    if (doubtful && !word.is(given | family) && !after_title_ &&
        seen_.lower.count(Lexicon::lowered(word.text)))
        return at + 1;
    if (word.is(common) && !followed && !after_title_) return at + 1;
    if (word.shape == Shape::initial && !followed) return at + 1;
    const auto end = take_plain(at, mentions);
    after_title_ = false;
    return end;
}

void Finder::find(std::vector<Mention>& mentions) {
    for (std::size_t at = 0; at < words_.size();) {
        if (!words_[at].named()) {
            // A title keeps its force over a hyphen or a lower-case office: "co-founder", "U.N. envoy".
            after_title_ = false;
            ++at;
            continue;
        }
        const auto next = take(at, mentions);
        if (words_[next - 1].ends || (next < words_.size() && is_apostrophe_s(words_[next])))
            after_title_ = false;
        at = next;
    }
}

}  // namespace tag_entities
