// SPDX-License-Identifier: MIT
#include "language.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include <quern/error.hpp>

namespace segment_text {

namespace {

constexpr std::size_t longest_word = 24;  // longer ones are in no list

char small(char c) {
    return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
char large(char c) {
    return 'a' <= c && c <= 'z' ? static_cast<char>(c - 32) : c;
}

std::string mapped(std::string_view word, char (*map)(char)) {
    std::string result(word);
    std::transform(result.begin(), result.end(), result.begin(), map);
    return result;
}

// Calls `use(number, line)` for each line that is neither empty nor a comment.
template <class Use>
void each_line(const std::filesystem::path& file, const Use& use) {
    std::ifstream in(file);
    if (!in) throw quern::Error("cannot read " + file.string(), "check that it exists and may be read");
    std::string line;
    for (int number = 1; std::getline(in, line); ++number)
        if (const auto first = line.find_first_not_of(" \t\r");
            first != std::string::npos && line[first] != '#')
            use(number, line);
}

std::optional<Abbreviation> kind_named(const std::string& name) {
    if (name == "title") return Abbreviation::title;
    if (name == "number") return Abbreviation::number;
    if (name == "inside") return Abbreviation::inside;
    if (name == "end") return Abbreviation::end;
    return std::nullopt;
}

template <class Words>
void load_words(const std::filesystem::path& file, Words& words) {
    each_line(file, [&](int, const std::string& line) {
        std::istringstream in(line);
        for (std::string word; in >> word;) words.insert(mapped(word, small));
    });
}

}  // namespace

void Language::add(std::string_view word, Abbreviation kind) {
    if (word.size() > 1 && word.ends_with('.')) word.remove_suffix(1);
    add_form(std::string(word), kind);
    add_form(mapped(word, large), kind);
    const auto in_small_letters = mapped(word, small);
    if (word == in_small_letters) {
        auto capitalised = in_small_letters;
        capitalised[0] = large(capitalised[0]);
        add_form(std::move(capitalised), kind);
    }
}

void Language::add_form(std::string form, Abbreviation kind) {
    sieve_.set(hole_of(form));
    abbreviations_.try_emplace(std::move(form), kind);
}

void Language::load_abbreviations(const std::filesystem::path& file) {
    each_line(file, [&](int number, const std::string& line) {
        std::istringstream in(line);
        std::string name;
        in >> name;
        const auto kind = kind_named(name);
        if (!kind)
            throw quern::Error(
                file.string() + ":" + std::to_string(number) + ": '" + name + "' is no kind of abbreviation",
                "begin each line with title, number, inside or end, then the abbreviations");
        for (std::string word; in >> word;) add(word, *kind);
    });
}

void Language::load_openers(const std::filesystem::path& file) {
    load_words(file, openers_);
}

void Language::load_prefixes(const std::filesystem::path& file) {
    each_line(file, [&](int, const std::string& line) {
        std::istringstream in(line);
        for (std::string word; in >> word;) {
            const bool is_name = word.size() > 1 && word == mapped(word, large);
            (is_name ? names_like_prefixes_ : prefixes_).insert(word);
        }
    });
}

std::optional<Abbreviation> Language::abbreviation(std::string_view word) const {
    if (!may_be_abbreviation(word)) return std::nullopt;
    const auto found = abbreviations_.find(word);
    return found == abbreviations_.end() ? std::nullopt : std::optional(found->second);
}

bool Language::opens_sentence(std::string_view word) const {
    return word.size() <= longest_word && openers_.contains(mapped(word, small));
}

bool Language::is_prefix(std::string_view word) const {
    return word.size() <= longest_word && prefixes_.contains(mapped(word, small)) &&
           !names_like_prefixes_.contains(word);
}

}  // namespace segment_text
