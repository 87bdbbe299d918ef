// SPDX-License-Identifier: MIT
#include "sources.hpp"

#include <algorithm>

namespace quote_speech {

namespace {

constexpr Classes openers{Class::subordinator, Class::conjunction, Class::infinitive};
constexpr Classes nobodies{Class::auxiliary,   Class::adverb,       Class::preposition, Class::infinitive,
                           Class::conjunction, Class::subordinator, Class::verb};
constexpr Classes somebodies{Class::relative,         Class::role,
                             Class::collective,       Class::pronoun_male,
                             Class::pronoun_female,   Class::pronoun_plural,
                             Class::pronoun_neuter,   Class::pronoun_self,
                             Class::pronoun_object,   Class::possessive_male,
                             Class::possessive_female};

}  // namespace

bool can_speak(const Words& words, Range source) {
    for (auto i = source.begin; i < source.end; ++i) {
        const auto& word = words[i];
        if (!word.is_word() || words.is_clitic(i)) continue;
        // "The report that said" can, "That said, …" cannot.
        const bool opens = i == 0 || words[i - 1].sentence != word.sentence || !words[i - 1].is_word();
        if (word.is(Class::complementizer) && !opens) return true;
        if (word.any(somebodies) || word.name != 0 || !word.any(nobodies)) return true;
    }
    return false;
}

Mention mention_of(const Words& words, Range source, const Mention& ruled) {
    while (source.size() > 1 && words[source.end - 1].shape == Shape::comma) --source.end;
    // "Whenever the nuns", "I've".
    while (source.size() > 1 && words[source.begin].any(openers) && !words[source.begin].any(somebodies) &&
           !words[source.begin].is(Class::determiner))
        ++source.begin;
    while (source.size() > 1 && words.is_clitic(source.end - 1) && words[source.end - 2].any(somebodies))
        --source.end;
    const Range both{std::max(source.begin, ruled.core.begin), std::min(source.end, ruled.core.end)};
    if (!both.empty()) return {source, both};
    auto core = source;
    for (auto i = source.begin + 1; i < core.end; ++i)
        if (words[i].shape == Shape::comma) core.end = i;
    return {source, core};
}

}  // namespace quote_speech
