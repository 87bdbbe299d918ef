// SPDX-License-Identifier: MIT
#include "names.hpp"

#include <algorithm>

namespace quote_speech {

namespace {

Index capitals_end(const Words& words, Index begin) {
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
bool trim_titles(const Words& words, Range& range) {
    constexpr Classes titles{Class::title, Class::role, Class::capital};
    for (auto i = range.end; i > range.begin; --i) {
        if (!words[i - 1].any(titles)) continue;
        if (i == range.end) return false;
        range.begin = i;
        return !words[i - 1].is(Class::capital);
    }
    return false;
}

// "von Hartwig", "al-Haddad": the small words before the name are part of it.
Index particles_begin(const Words& words, Index begin) {
    auto i = begin;
    if (i > 1 && words[i - 1].shape == Shape::hyphen && words[i - 2].is(Class::particle)) i -= 2;
    while (i > 0 && words[i - 1].is(Class::particle) && words[i - 1].shape == Shape::lower &&
           words[i - 1].sentence == words[begin].sentence && words[i - 1].span.size() > 1)
        --i;
    return i;
}

// "Federal Bureau of Investigation": bodies go on behind "of".
Index body_end(const Words& words, Range range) {
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

}  // namespace

void find_names(const Words& words, std::vector<Name>& names) {
    names.clear();
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
        names.push_back(name);
    }
}

}  // namespace quote_speech
