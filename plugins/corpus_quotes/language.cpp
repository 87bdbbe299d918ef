// SPDX-License-Identifier: MIT
#include "language.hpp"

#include <sstream>

#include <quern/error.hpp>
#include <quern/word_file.hpp>

namespace corpus_quotes {

namespace {

constexpr std::size_t least_left = 3;  // letters

}  // namespace

Language::Language(const std::filesystem::path& file) {
    quern::read_word_file(file, [this](auto name, auto words) { read_line(name, words); });
    for (auto& [word, entry] : words_) stem(entry.form);  // digits have no ending
}

void Language::read_line(std::string_view name, std::string_view line) {
    std::istringstream rest{std::string(line)};
    const auto each = [&](auto use) {
        for (std::string word; rest >> word;) use(word);
    };
    const auto each_pair = [&](auto use) {
        std::string of;
        while (rest >> of) {
            std::string as;
            if (!(rest >> as)) throw quern::Error("the last word, '" + of + "', lacks its other half");
            use(of, as);
        }
    };
    const auto add = [&](Class one) { each([&](const std::string& word) { words_[word].classes |= one; }); };
    if (name == "function")
        add(function);
    else if (name == "not")
        add(negation);
    else if (name == "no")
        add(no);
    else if (name == "denial")
        add(denial);
    else if (name == "clause")
        add(clause);
    else if (name == "title")
        add(title);
    else if (name == "number")
        each_pair([&](const std::string& word, const std::string& digits) {
            words_[word].classes |= number;
            words_[word].form = digits;
        });
    else if (name == "same")
        each_pair([&](const std::string& word, const std::string& form) { words_[word].form = form; });
    else if (name == "unit")
        each_pair([&](const std::string& letters, const std::string& word) { units_[letters] = word; });
    else if (name == "ending")
        each_pair([&](const std::string& ending, const std::string& as) {
            endings_.emplace_back(ending, as == "-" ? "" : as);
        });
    else
        throw quern::Error("there is no class '" + std::string(name) + "'");
}

const Language::Entry* Language::find(std::string_view word) const {
    const auto known = words_.find(word);
    return known == words_.end() ? nullptr : &known->second;
}

std::string_view Language::unit(std::string_view letters) const {
    const auto known = units_.find(letters);
    return known == units_.end() ? std::string_view() : std::string_view(known->second);
}

bool Language::take_ending(std::string& word) const {
    for (const auto& [ending, as] : endings_) {
        if (word.size() < ending.size() + least_left || !word.ends_with(ending)) continue;
        if (ending == "s" && word.ends_with("ss")) continue;
        word.replace(word.size() - ending.size(), ending.size(), as);
        return true;
    }
    return false;
}

void Language::stem(std::string& word) const {
    // "buildings" has two; "runn" of "running" is "run".
    if (take_ending(word)) take_ending(word);
    const auto size = word.size();
    if (size > least_left && word[size - 1] == word[size - 2]) word.pop_back();
    if (!word.empty() && word.back() == 'y') word.back() = 'i';
}

}  // namespace corpus_quotes
