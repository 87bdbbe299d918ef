// SPDX-License-Identifier: MIT
// What is known of a language: which words are compared, which negate, and what form they are compared in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace corpus_quotes {

class Language {
public:
    // A data file such as lang.en.txt; an Error names the line that is wrong.
    explicit Language(const std::filesystem::path& file);

    enum Class : std::uint8_t {
        function = 1,  // is not compared
        negation = 2,  // turns what follows into its opposite
        no = 4,        // and the word in front, too
        denial = 8,    // gives the sentence the lie
        clause = 16,   // begins a clause
        number = 32,
        title = 64,  // in front of a name
    };
    struct Entry {
        std::uint8_t classes = 0;
        std::string form;  // what the word is compared as, where that is not its stem
    };
    // Of a word in small letters; null for one that the file does not name.
    const Entry* find(std::string_view word) const;
    // The word that stands behind a number: million for "m"; empty where there is none.
    std::string_view unit(std::string_view letters) const;
    // Takes endings off, so that the forms of a word become one.
    void stem(std::string& word) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
    };
    template <class Value>
    using Map = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

    void read_line(std::string_view name, std::string_view words);
    bool take_ending(std::string& word) const;

    Map<Entry> words_;
    Map<std::string> units_;
    std::vector<std::pair<std::string, std::string>> endings_;  // by last letter, longest first
};

}  // namespace corpus_quotes
