// SPDX-License-Identifier: MIT
// What the segmenter knows of one language: its abbreviations, and the words that tell where sentences begin.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace segment_text {

// How an abbreviation behaves when a capital follows.
enum class Abbreviation : std::uint8_t {
    title,   // stands before a name and never ends a sentence: Mr., Gen.
    number,  // an abbreviation only before a number: No., p.
    inside,  // ends a sentence only before a word that plainly begins one: U.S., Inc.
    end,     // ends a sentence before any capital: etc.
};

// Read once, then shared by all threads.
class Language {
public:
    // Adds a file of abbreviations: `KIND WORD WORD…` a line. Errors name file and line.
    void load_abbreviations(const std::filesystem::path& file);
    // Adds a file of words, separated by white space: those that open sentences, or prefixes kept with a
    // hyphen.
    void load_openers(const std::filesystem::path& file);
    void load_prefixes(const std::filesystem::path& file);

    // `word` comes without its last period. An entry in small letters holds for any case; one with capitals
    // as it is written or in capitals throughout.
    std::optional<Abbreviation> abbreviation(std::string_view word) const;
    // False for nearly all words for which abbreviation() has nothing, at a fraction of its cost.
    bool may_be_abbreviation(std::string_view word) const { return sieve_[hole_of(word)]; }
    // Words that seldom go on with a name after an abbreviation: "in the U.S. The next".
    bool opens_sentence(std::string_view word) const;
    // Parts that stay one token with what follows their hyphen: "e-mail", "anti-war".
    bool is_prefix(std::string_view word) const;

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    using Words = std::unordered_set<std::string, Hash, std::equal_to<>>;

    // By size, first and last letter.
    static std::size_t hole_of(std::string_view word) {
        if (word.empty()) return 0;
        const auto letter = [](char c) { return static_cast<unsigned char>(c) % 64u; };
        return (letter(word.front()) + letter(word.back()) * 61u + word.size() * 997u) % holes;
    }
    void add(std::string_view word, Abbreviation kind);
    void add_form(std::string form, Abbreviation kind);

    static constexpr std::size_t holes = 8192;
    std::bitset<holes> sieve_;
    std::unordered_map<std::string, Abbreviation, Hash, std::equal_to<>> abbreviations_;
    Words openers_, prefixes_, names_like_prefixes_;
};

}  // namespace segment_text
