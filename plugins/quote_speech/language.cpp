// SPDX-License-Identifier: MIT
#include "language.hpp"

#include <algorithm>
#include <optional>
#include <sstream>

#include <quern/error.hpp>
#include <quern/word_file.hpp>

namespace quote_speech {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Class::count)> class_names{
    "verb",
    "auxiliary",
    "noun",
    "passive",
    "modal",
    "infinitive",
    "adverb",
    "not.adverb",
    "participle",
    "not.participle",
    "past",
    "not.past",
    "determiner",
    "definite",
    "preposition",
    "clings",
    "of",
    "conjunction",
    "junction",
    "subordinator",
    "relative",
    "complementizer",
    "pronoun.male",
    "pronoun.female",
    "pronoun.plural",
    "pronoun.neuter",
    "pronoun.self",
    "pronoun.object",
    "possessive.male",
    "possessive.female",
    "title",
    "male",
    "female",
    "role",
    "collective",
    "organization",
    "setting",
    "time",
    "calendar",
    "saying",
    "attitude",
    "as",
    "particle",
    "capital",
    "male.name",
    "female.name",
    "elision",
    "small",
    "",
    "governs"};

constexpr std::array<std::string_view, 8> cue_names{"",      "say",   "tell",     "ask",
                                                    "voice", "think", "describe", "quote"};

constexpr std::array<std::string_view, 3> suffix_names{"adverb.suffix", "participle.suffix", "past.suffix"};

template <std::size_t size>
std::optional<std::size_t> position(const std::array<std::string_view, size>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end() || name.empty()) return std::nullopt;
    return found - names.begin();
}

bool ends_in(std::string_view word, std::string_view suffix) {
    return !suffix.empty() && word.size() > suffix.size() + 1 && word.ends_with(suffix);
}

}  // namespace

Language::Language(const std::filesystem::path& file) {
    quern::read_word_file(file, [this](auto name, auto words) { read_line(name, words); });
}

void Language::read_line(std::string_view name, std::string_view line) {
    std::istringstream rest{std::string(line)};
    std::vector<std::string> words;
    for (std::string word; rest >> word;) words.push_back(std::move(word));
    if (words.empty()) throw quern::Error("the class '" + std::string(name) + "' has no words here");

    if (const auto cue = position(cue_names, name))
        add_verb(static_cast<CueClass>(*cue), words);
    else if (name == "phrase") {
        words_[words.front()].classes.add(Class::opens_phrase);
        phrases_.push_back(std::move(words));
    } else if (name == "stem.suffix") {
        stem_suffixes_ = words;
    } else if (const auto suffix = position(suffix_names, name))
        suffixes_[*suffix] = words.front();
    else if (const auto one = position(class_names, name))
        for (const auto& word : words) words_[word].classes.add(static_cast<Class>(*one));
    else
        throw quern::Error("there is no class '" + std::string(name) + "'");
}

void Language::add_verb(CueClass cue, const std::vector<std::string>& forms) {
    constexpr Form order[] = {Form::base, Form::third, Form::past, Form::ing, Form::participle};
    if (forms.size() < 4 || forms.size() > std::size(order))
        throw quern::Error("a verb has four or five forms: base, third person, past, -ing, participle");
    for (std::size_t i = 0; i < forms.size(); ++i) {
        auto& entry = words_[forms[i]];
        if (entry.cue != CueClass::none && i != 2) continue;  // the class read first wins; so does the past
        if (entry.cue == CueClass::none) entry.cue = cue;
        entry.form = order[i];
    }
}

std::string_view Language::stem(std::string_view word) const {
    constexpr std::size_t shortest = 3;
    for (const auto& suffix : stem_suffixes_)
        if (word.size() >= shortest + suffix.size() && word.ends_with(suffix))
            return word.substr(0, word.size() - suffix.size());
    return word;
}

Entry Language::look_up(std::string_view word) const {
    Entry entry;
    if (const auto known = words_.find(word); known != words_.end()) entry = known->second;
    constexpr Class by_suffix[] = {Class::adverb, Class::participle, Class::past};
    constexpr Class except[] = {Class::not_adverb, Class::not_participle, Class::not_past};
    for (std::size_t i = 0; i < suffixes_.size(); ++i)
        if (!entry.classes.has(except[i]) && ends_in(word, suffixes_[i])) entry.classes.add(by_suffix[i]);
    return entry;
}

}  // namespace quote_speech
