// SPDX-License-Identifier: MIT
// What the stage knows of one language: verbs that tell of a saying, and classes of words. Read from a file.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace quote_speech {

// What stands beside a verb of saying.
enum class CueClass : std::uint8_t { none, say, tell, ask, voice, think, describe, quote, phrase };

enum class Form : std::uint8_t { base, third, past, ing, participle };

// Classes of words; a word may be in several. The names in the file are those of class_names.
enum class Class : std::uint8_t {
    verb,
    auxiliary,
    noun,
    passive,
    modal,
    infinitive,
    adverb,
    not_adverb,
    participle,  // set by suffix
    not_participle,
    past,  // set by suffix
    not_past,
    determiner,
    definite,
    preposition,
    clings,  // prepositions that tie what follows to the noun before
    of,      // the one that ties even to a name: Smith of Leeds
    conjunction,
    junction,  // conjunctions that join two names into one subject
    subordinator,
    relative,
    complementizer,
    pronoun_male,
    pronoun_female,
    pronoun_plural,
    pronoun_neuter,
    pronoun_self,
    pronoun_object,
    possessive_male,
    possessive_female,
    title,
    male,
    female,
    role,
    collective,
    organization,
    setting,
    time,
    calendar,
    saying,
    attitude,
    as,
    particle,
    capital,
    male_name,
    female_name,
    elision,
    small,
    opens_phrase,  // set for the first word of each phrase
    governs,       // subordinators that a clause belongs to even behind a comma: because, "…"
    count
};

// The classes of one word.
class Classes {
public:
    constexpr Classes() = default;
    constexpr Classes(std::initializer_list<Class> classes) {
        for (const auto one : classes) add(one);
    }
    constexpr void add(Class one) { bits_ |= std::uint64_t{1} << static_cast<unsigned>(one); }
    constexpr bool has(Class one) const { return bits_ >> static_cast<unsigned>(one) & 1; }
    constexpr Classes only(Classes others) const {
        Classes both;
        both.bits_ = bits_ & others.bits_;
        return both;
    }
    constexpr bool any(Classes others) const { return (bits_ & others.bits_) != 0; }
    constexpr std::uint64_t bits() const { return bits_; }

private:
    std::uint64_t bits_ = 0;
};
static_assert(static_cast<unsigned>(Class::count) <= 64);

struct Entry {
    Classes classes;
    CueClass cue = CueClass::none;
    Form form = Form::base;
};

// Loaded once, then shared by all threads.
class Language {
public:
    // Errors name file and line.
    explicit Language(const std::filesystem::path& file);

    // What is known of a word, given in small letters with straight apostrophes.
    Entry look_up(std::string_view word) const;

    // The word without an ending that makes other forms of it.
    std::string_view stem(std::string_view word) const;

    // Phrases that attribute without a verb, each a list of words in small letters.
    const std::vector<std::vector<std::string>>& phrases() const { return phrases_; }

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    void read_line(std::string_view name, std::string_view words);
    void add_verb(CueClass cue, const std::vector<std::string>& forms);

    std::unordered_map<std::string, Entry, Hash, std::equal_to<>> words_;
    std::vector<std::vector<std::string>> phrases_;
    std::vector<std::string> stem_suffixes_;  // the first that fits counts
    std::array<std::string, 3> suffixes_;     // of adverbs, of -ing forms, of regular pasts
};

}  // namespace quote_speech
