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
        take_capitals(words);
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

Index People::capitals_end(const Words& words, Index begin) const {
    auto i = begin;
    while (i < words.size() && words[i].sentence == words[begin].sentence) {
        const auto& word = words[i];
        if (word.is_capital() && !word.is(Class::calendar)) {
            ++i;
        } else if (i > begin && word.shape == Shape::hyphen) {
            ++i;
        } else if (i > begin && words.is_clitic(i) && word.span.size() == 1 && i + 1 < words.size() &&
                   words[i + 1].is_capital()) {
            ++i;  // Carriers' League
        } else if (i > begin && word.is(Class::particle)) {
            auto next = i + 1;
            while (next < words.size() && words[next].is(Class::particle)) ++next;
            if (next < words.size() && words[next].shape == Shape::hyphen) ++next;
            if (next >= words.size() || !words[next].is_capital()) break;
            i = next;
        } else {
            break;
        }
    }
    while (i > begin && words[i - 1].shape == Shape::hyphen) --i;
    return i;
}

// "Foreign Ministry Spokeswoman Hua Chunying", "President Obama": the name alone. True where a title went.
bool People::trim_titles(const Words& words, Range& range) {
    constexpr Classes titles{Class::title, Class::role, Class::capital};
    for (auto i = range.end; i > range.begin; --i) {
        if (!words[i - 1].any(titles)) continue;
        if (i == range.end) return false;
        range.begin = i;
        return !words[i - 1].is(Class::capital);
    }
    return false;
}

void People::take_capitals(const Words& words) {
    constexpr Classes functions{Class::determiner,     Class::preposition,    Class::conjunction,
                                Class::subordinator,   Class::pronoun_male,   Class::adverb,
                                Class::pronoun_female, Class::pronoun_plural, Class::pronoun_neuter,
                                Class::pronoun_self,   Class::auxiliary,      Class::verb};
    for (Index i = 0; i < words.size();) {
        const auto& word = words[i];
        const bool first =
            i == 0 || words[i - 1].sentence != word.sentence || words[i - 1].shape == Shape::mark;
        if (!word.is_capital() || word.is(Class::calendar) ||
            (word.any(functions) && (first || !word.is(Class::verb)))) {
            ++i;
            continue;
        }
        Range range{i, capitals_end(words, i)};
        i = std::max(range.end, i + 1);
        if (range.empty()) continue;
        const auto whole = range;
        // "Secretary of State John Kerry": the office takes one word after "of".
        const bool office = whole.begin > 1 && words[whole.begin - 1].is(Class::of) &&
                            words[whole.begin - 2].is(Class::title) && whole.size() > 2;
        if (office) ++range.begin;
        Name name;
        const bool titled = trim_titles(words, range) || office;
        for (auto k = whole.begin; k < whole.end && !titled; ++k)
            name.body |= words[k].is(Class::organization);
        name.body |= words[range.end - 1].any({Class::capital, Class::collective});
        range.begin = particles_begin(words, range.begin);
        if (name.body) i = range.end = body_end(words, range);
        if (words[range.end - 1].any({Class::title, Class::role}) && !name.body) continue;
        name.words = range;
        name.sure =
            titled || range.size() > 1 || words[range.begin].any({Class::male_name, Class::female_name});
        names_.push_back(name);
        given_.emplace_back();
    }
}

// "von Hartwig", "al-Haddad": the small words before the name are part of it.
Index People::particles_begin(const Words& words, Index begin) {
    auto i = begin;
    if (i > 1 && words[i - 1].shape == Shape::hyphen && words[i - 2].is(Class::particle)) i -= 2;
    while (i > 0 && words[i - 1].is(Class::particle) && words[i - 1].shape == Shape::lower &&
           words[i - 1].sentence == words[begin].sentence && words[i - 1].span.size() > 1)
        --i;
    return i;
}

// "Federal Bureau of Investigation": bodies go on behind "of".
Index People::body_end(const Words& words, Range range) const {
    auto end = range.end;
    while (end + 1 < words.size() && words[end].any({Class::of, Class::junction}) &&
           words[end + 1].is_capital() && words[end].shape == Shape::lower &&
           words[end + 1].sentence == words[range.begin].sentence) {
        // "the Senate and Obama" are two.
        if (words[end].is(Class::junction) && end == range.end) break;
        end = capitals_end(words, end + 1);
    }
    return end;
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
