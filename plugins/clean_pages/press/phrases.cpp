// SPDX-License-Identifier: MIT
#include "phrases.hpp"

#include <fstream>
#include <optional>
#include <quern/error.hpp>
#include <string>

namespace press {
namespace {

// Stand-ins for words in a phrase; no hash of a word is likely to meet them.
constexpr std::uint64_t any_word = 1, any_number = 2;

std::optional<std::uint32_t> section_of(std::string_view name) {
    static constexpr std::pair<std::string_view, std::uint32_t> sections[] = {
        {"control", control}, {"prompt", prompt}, {"related", related}, {"tail", tail},
        {"credit", credit},   {"legal", legal},   {"contact", contact}, {"bio", bio}};
    for (const auto& [known, bit] : sections)
        if (known == name) return bit;
    return std::nullopt;
}

}  // namespace

Phrases::Phrases(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) throw quern::Error("cannot read " + file.string());
    std::uint32_t section = 0;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        const auto text = trimmed(line);
        const auto where = file.string() + ":" + std::to_string(number) + ": ";
        if (text.empty() || text.front() == ';') continue;
        if (text.front() == '[') {
            const auto known = section_of(text.substr(1, text.size() - 2));
            if (!known) throw quern::Error(where + "no section is called " + std::string(text));
            section = *known;
        } else {
            if (section == 0) throw quern::Error(where + "a phrase stands above the first section");
            add(text, section, where);
        }
    }
}

void Phrases::add(std::string_view line, std::uint32_t section, const std::string& where) {
    Phrase phrase;
    phrase.section = section;
    if (line.front() == '^') phrase.at_begin = true, line.remove_prefix(1);
    if (!line.empty() && line.back() == '$') phrase.at_end = true, line.remove_suffix(1);
    while (!(line = trimmed(line)).empty()) {
        const auto piece = line.substr(0, line.find(' '));
        line.remove_prefix(piece.size());
        if (piece == "*")
            phrase.words.push_back(any_word);
        else if (piece == "#")
            phrase.words.push_back(any_number);
        else
            for (const auto& word : split_words(piece)) phrase.words.push_back(word.hash);
    }
    if (phrase.words.empty() || phrase.words.front() == any_word)
        throw quern::Error(where + "a phrase begins with a word or with #");
    const auto first = phrase.words.front();
    filter_[first % filter_bits / 64] |= std::uint64_t{1} << (first % 64);
    by_first_[first].push_back(static_cast<std::uint32_t>(phrases_.size()));
    phrases_.push_back(std::move(phrase));
}

bool Phrases::matches(const Phrase& phrase, const std::vector<Word>& words, std::size_t at) const {
    if (phrase.at_begin && at != 0) return false;
    if (at + phrase.words.size() > words.size()) return false;
    if (phrase.at_end && at + phrase.words.size() != words.size()) return false;
    for (std::size_t i = 1; i < phrase.words.size(); ++i) {
        const auto want = phrase.words[i];
        const auto& word = words[at + i];
        if (want != any_word && !(want == any_number && word.number) && want != word.hash) return false;
    }
    return true;
}

std::uint32_t Phrases::find(const std::vector<Word>& words) const {
    std::uint32_t sections = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto look_up = [&](std::uint64_t first) {
            if (!(filter_[first % filter_bits / 64] >> (first % 64) & 1)) return;
            const auto found = by_first_.find(first);
            if (found == by_first_.end()) return;
            for (const auto number : found->second)
                if ((phrases_[number].section & ~sections) && matches(phrases_[number], words, i))
                    sections |= phrases_[number].section;
        };
        look_up(words[i].hash);
        if (words[i].number) look_up(any_number);
    }
    return sections;
}

}  // namespace press
