// SPDX-License-Identifier: MIT
#include "phrases.hpp"

#include <algorithm>
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
        {"control", control}, {"prompt", prompt}, {"related", related},
        {"tail", tail},       {"credit", credit}, {"legal", legal},
        {"contact", contact}, {"bio", bio},       {"comments", comments}};
    for (const auto& [known, bit] : sections)
        if (known == name) return bit;
    return std::nullopt;
}

}  // namespace

Phrases Phrases::of_folder(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("debris.") && name.ends_with(".txt")) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    Phrases phrases;
    for (const auto& file : files) phrases.read(file);
    return phrases;
}

void Phrases::read(const std::filesystem::path& file) {
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
        if (piece == ":")
            phrase.before_colon = true;
        else if (piece == "*")
            phrase.words.push_back(any_word);
        else if (piece == "#")
            phrase.words.push_back(any_number);
        else
            for (const auto& word : split_words(piece)) phrase.words.push_back(word.hash);
    }
    if (phrase.words.empty() || phrase.words.front() == any_word)
        throw quern::Error(where + "a phrase begins with a word or with #");
    const auto first = phrase.words.front();
    const bool by_pair = phrase.words.size() > 1 && first != any_number && phrase.words[1] != any_word &&
                         phrase.words[1] != any_number;
    auto& index = phrase.at_begin ? at_begin_ : anywhere_;
    index.add(first, by_pair ? mix(first, phrase.words[1]) : first,
              static_cast<std::uint32_t>(phrases_.size()));
    phrases_.push_back(std::move(phrase));
}

void Phrases::Index::add(std::uint64_t first, std::uint64_t beginning, std::uint32_t phrase) {
    first_words_.add(first);
    beginnings_.add(beginning);
    phrases_[beginning].push_back(phrase);
}

bool Phrases::matches(const Phrase& phrase, const Place& in, std::size_t at) {
    const auto end = at + phrase.words.size();
    if (end > in.words.size()) return false;
    if (phrase.at_end && end != in.words.size()) return false;
    for (std::size_t i = 1; i < phrase.words.size(); ++i) {
        const auto want = phrase.words[i];
        const auto& word = in.words[at + i];
        if (want != any_word && !(want == any_number && word.number) && want != word.hash) return false;
    }
    if (!phrase.before_colon) return true;
    const auto behind = trimmed(in.line.substr(in.words[end - 1].end));
    return behind.starts_with(':') || behind.starts_with("：");
}

void Phrases::find_at(const Index& index, const Place& in, std::size_t at, std::uint32_t& sections) const {
    const auto& words = in.words;
    const auto look_up = [&](std::uint64_t beginning) {
        for (const auto number : index.find(beginning))
            if ((phrases_[number].section & ~sections) && matches(phrases_[number], in, at))
                sections |= phrases_[number].section;
    };
    if (words[at].number) look_up(any_number);
    if (!index.may_begin_with(words[at].hash)) return;
    look_up(words[at].hash);
    if (at + 1 < words.size()) look_up(mix(words[at].hash, words[at + 1].hash));
}

std::uint32_t Phrases::find(std::string_view line, std::span<const Word> words) const {
    const Place in{line, words};
    std::uint32_t sections = 0;
    if (!words.empty()) find_at(at_begin_, in, 0, sections);
    for (std::size_t i = 0; i < words.size(); ++i) find_at(anywhere_, in, i, sections);
    return sections;
}

}  // namespace press
