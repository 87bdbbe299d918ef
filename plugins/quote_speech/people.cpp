// SPDX-License-Identifier: MIT
#include "people.hpp"

#include <algorithm>

#include <quern/layers.hpp>

namespace quote_speech {

namespace {

constexpr std::size_t most_namesakes = 16;  // looked at for one word; bounds the time
constexpr Index longest_name = 20;  // words that are compared one by one; a longer name is like no other

// Calls `use` with each word of a name.
template <class Use>
void for_each_word(std::string_view name, Use use) {
    while (!name.empty()) {
        const auto end = std::min(name.find(' '), name.size());
        if (end > 0) use(name.substr(0, end));
        name.remove_prefix(std::min(end + 1, name.size()));
    }
}

bool has_word(std::string_view name, std::string_view wanted) {
    bool found = false;
    for_each_word(name, [&](std::string_view word) { found |= same_letters(word, wanted); });
    return found;
}

Index count_words(std::string_view name) {
    Index count = 0;
    for_each_word(name, [&](std::string_view) { ++count; });
    return count;
}

std::string_view last_word(std::string_view name) {
    return name.substr(name.rfind(' ') + 1);
}

}  // namespace

void People::read(const quern::Document& document, const Words& words) {
    names_.clear();
    given_.clear();
    without_nickname_.clear();
    people_.clear();
    by_word_.clear();
    by_name_.clear();
    forms_.clear();
    endings_.clear();
    const auto entities = document.read(quern::layers::entities);
    if (entities.exists())
        take_entities(*entities, words);
    else
        find_names(words, names_);
    given_.resize(names_.size());
    group(words);
}

void People::take_entities(const quern::Layer& entities, const Words& words) {
    const auto label = entities.column("label"), form = entities.column("name");
    Index end = 0;
    for (const auto row : entities) {
        Name name;
        name.words = words.inside(row.span());
        if (name.words.empty() || name.words.begin < end) continue;  // inside another
        end = name.words.end;
        name.entity = row.number();
        name.body = row.string(label) != "PER";
        name.sure = true;
        names_.push_back(name);
        given_.push_back(row.string(form));
    }
}

Range People::names_in(Range range) const {
    const auto begins_before = [](const Name& name, Index at) { return name.words.begin < at; };
    const auto first = std::lower_bound(names_.begin(), names_.end(), range.begin, begins_before);
    const auto last = std::lower_bound(first, names_.end(), range.end, begins_before);
    return {static_cast<Index>(first - names_.begin()), static_cast<Index>(last - names_.begin())};
}

// Full names first, so that a surname finds its owner even before the full name is told.
void People::group(const Words& words) {
    for (std::size_t i = 0; i < names_.size(); ++i) add_full_name(words, names_[i]);
    for (const auto& name : names_)
        if (name.person != nowhere) shorten(people_[name.person], written(words, name.words));
    for (std::size_t i = 0; i < names_.size(); ++i) {
        auto& name = names_[i];
        if (name.person == nowhere) name.person = find_single(words, name);
        if (name.person == nowhere) {
            Person person;
            person.name = written(words, name.words);
            person.size = 1;
            person.body = name.body;
            name.person = static_cast<Index>(people_.size());
            by_word_.emplace(person.name, name.person);
            people_.push_back(person);
        }
        auto& person = people_[name.person];
        if (name.words.size() > 1) person.last_full = words[name.words.begin].paragraph;
        name.sure |= person.size > 1;
        note_gender(words, name);
    }
}

// True where all words of the shorter name are in the longer one and the last ones agree, or the first.
bool People::agree(std::string_view a, std::string_view b) const {
    const auto [small, large] = a.size() < b.size() ? std::pair(a, b) : std::pair(b, a);
    bool all = true;
    for_each_word(small, [&, large = large](std::string_view word) {
        all &= has_word(large, word) || word.size() <= 2;
    });
    return all;
}

// The name as the text has it, without a nickname in marks.
std::string_view People::written(const Words& words, Range name) {
    const auto has_nickname = std::any_of(&words[name.begin], &words[name.begin] + name.size(),
                                          [](const Word& word) { return word.nickname; });
    if (!has_nickname) return words.span(name).of(words.text());
    auto& text = without_nickname_.emplace_back();
    for (auto i = name.begin; i < name.end; ++i) {
        if (words[i].nickname) continue;
        if (!text.empty() && !words[i].joined) text += ' ';
        text += words.text(i);
    }
    return text;
}

void People::add_full_name(const Words& words, Name& name) {
    auto full = written(words, name.words);
    auto size = count_words(full);
    ++endings_[last_word(full)];
    if (const auto& given = given_[&name - names_.data()]; size < 2) {
        full = given;
        size = count_words(full);
    } else {
        ++forms_[full];
    }
    if (size < 2 || size > longest_name) return;
    const auto known = by_name_.find(full);
    if (known != by_name_.end() && people_[known->second].body == name.body) {
        name.person = known->second;
        ++people_[name.person].mentions;
        return;
    }
    std::size_t looked_at = 0;
    const auto [first, last] = by_word_.equal_range(last_word(full));
    for (auto at = first; at != last && looked_at < most_namesakes; ++at, ++looked_at) {
        auto& person = people_[at->second];
        if (person.body != name.body || !agree(person.name, full)) continue;
        name.person = at->second;
        by_name_.emplace(full, name.person);
        ++person.mentions;
        if (size > person.size) {
            for_each_word(full, [&](std::string_view word) {
                if (!has_word(person.name, word)) by_word_.emplace(word, name.person);
            });
            person.name = full;
            person.size = size;
        }
        return;
    }
    Person person;
    person.name = full;
    person.size = size;
    person.mentions = 1;
    person.body = name.body;
    name.person = static_cast<Index>(people_.size());
    by_name_.emplace(full, name.person);
    for_each_word(full, [&](std::string_view word) {
        if (word.size() > 1 && word.back() != '.') by_word_.emplace(word, name.person);
    });
    people_.push_back(person);
}

// "Mary Berg Speaks" in a headline is no fuller form of the name: the longer of two that begin alike must be
// told more often, or its last word elsewhere.
void People::shorten(Person& person, std::string_view form) const {
    if (person.body || form.size() >= person.name.size() || form.find(' ') == form.npos) return;
    if (!person.name.starts_with(form) || person.name[form.size()] != ' ') return;
    const auto more = person.name.substr(form.size() + 1);
    if (more.size() <= 3) return;  // Jr., III
    const auto told = [&](std::string_view name) {
        const auto found = forms_.find(name);
        return found == forms_.end() ? Index{0} : found->second;
    };
    const auto ending = endings_.find(last_word(person.name));
    const bool elsewhere = ending != endings_.end() && ending->second > told(person.name);
    if (elsewhere || told(form) < told(person.name)) return;
    person.name = form;
    person.size = count_words(form);
}

// The owner of a single name: whose full name is told most often, or was told in this paragraph.
Index People::find_single(const Words& words, const Name& name) {
    const auto as_told = written(words, name.words);
    const auto paragraph = words[name.words.begin].paragraph;
    auto best = nowhere;
    int best_score = -1;
    std::size_t looked_at = 0;
    const auto [first, last] = by_word_.equal_range(as_told);
    for (auto at = first; at != last && looked_at < most_namesakes; ++at, ++looked_at) {
        const auto& person = people_[at->second];
        if (person.body && !name.body) continue;
        int score = static_cast<int>(2 * person.mentions) + (last_word(person.name) == as_told ? 1 : 0);
        if (person.last_full == paragraph) score += 5;
        if (score > best_score || (score == best_score && at->second < best)) {
            best = at->second;
            best_score = score;
        }
    }
    return best;
}

// Titles and nouns before the name, and given names: Mr. X, spokeswoman X, Mary X.
void People::note_gender(const Words& words, const Name& name) {
    auto& person = people_[name.person];
    if (person.body) return;
    const auto weigh = [&](const Word& word, int weight) {
        if (word.is(Class::male)) person.gender += weight;
        if (word.is(Class::female)) person.gender -= weight;
    };
    for (auto i = name.words.begin; i > 0 && name.words.begin - i < 3; --i) {
        if (!words[i - 1].is_word()) break;
        weigh(words[i - 1], 4);
    }
    // An apposition: X, a spokeswoman for Y.
    if (name.words.end + 1 < words.size() && words[name.words.end].shape == Shape::comma)
        for (auto i = name.words.end + 1; i < words.size() && i < name.words.end + 7 && words[i].is_word() &&
                                          !words[i].is(Class::preposition);
             ++i)
            weigh(words[i], 2);
    if (name.words.size() > 1) {
        if (words[name.words.begin].is(Class::male_name)) person.gender += 2;
        if (words[name.words.begin].is(Class::female_name)) person.gender -= 2;
    }
}

}  // namespace quote_speech
