// SPDX-License-Identifier: MIT
#include "phrases.hpp"

#include <algorithm>
#include <bit>
#include <fstream>
#include <quern/error.hpp>
#include <string>
#include <utility>

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
    phrases.index();
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
    std::vector<std::size_t> sizes;  // of the words; 0 for what is none
    if (line.front() == '^') phrase.at_begin = true, line.remove_prefix(1);
    if (!line.empty() && line.back() == '$') phrase.at_end = true, line.remove_suffix(1);
    while (!(line = trimmed(line)).empty()) {
        const auto piece = line.substr(0, line.find(' '));
        line.remove_prefix(piece.size());
        if (piece == ":")
            phrase.before_colon = true;
        else if (piece == "*" || piece == "#")
            phrase.words.push_back(piece == "*" ? any_word : any_number), sizes.push_back(0);
        else
            for (const auto& word : split_words(piece))
                phrase.words.push_back(word.hash), sizes.push_back(word.end - word.begin);
    }
    if (phrase.words.empty() || phrase.words.front() == any_word)
        throw quern::Error(where + "a phrase begins with a word or with #");
    if (const auto anchor = anchor_of(phrase.words, sizes)) {
        phrase.anchor = anchor->whole, phrase.anchor_at = anchor->at;
        first_words_.add(anchor->first);
        anchors_.add(anchor->whole);
    } else {
        if (!phrase.at_begin) throw quern::Error(where + "a phrase without a word wants ^ in front");
        phrase.next = std::exchange(wordless_, static_cast<std::uint32_t>(phrases_.size() + 1));
    }
    phrases_.push_back(std::move(phrase));
}

std::size_t Phrases::slot_of(std::uint64_t anchor) const {
    const auto half = static_cast<std::uint32_t>(anchor >> 32);
    auto at = anchor & (slots_.size() - 1);
    while (slots_[at].phrase != 0 && slots_[at].half != half) at = (at + 1) & (slots_.size() - 1);
    return at;
}

void Phrases::index() {
    slots_.assign(std::bit_ceil(2 * phrases_.size() + 1), {});
    for (std::uint32_t i = 0; i < phrases_.size(); ++i) {
        auto& phrase = phrases_[i];
        if (phrase.anchor == 0) continue;
        auto& slot = slots_[slot_of(phrase.anchor)];
        phrase.next = slot.phrase;
        slot = {static_cast<std::uint32_t>(phrase.anchor >> 32), i + 1};
    }
}

std::optional<Phrases::Anchor> Phrases::anchor_of(const std::vector<std::uint64_t>& words,
                                                  const std::vector<std::size_t>& sizes) {
    std::optional<Anchor> pair, lone;
    std::size_t longest_pair = 0, longest = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (sizes[i] > longest) longest = sizes[i], lone = Anchor{words[i], words[i], i};
        if (i == 0 || sizes[i] == 0 || sizes[i - 1] == 0 || sizes[i - 1] + sizes[i] <= longest_pair) continue;
        longest_pair = sizes[i - 1] + sizes[i];
        pair = Anchor{words[i - 1], mix(words[i - 1], words[i]), i - 1};
    }
    return pair ? pair : lone;
}

bool Phrases::matches(const Phrase& phrase, const Place& in, std::size_t anchor) {
    if (anchor < phrase.anchor_at) return false;
    const auto at = anchor - phrase.anchor_at, end = at + phrase.words.size();
    if (phrase.at_begin && at != 0) return false;
    if (end > in.words.size()) return false;
    if (phrase.at_end && end != in.words.size()) return false;
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
        const auto want = phrase.words[i];
        const auto& word = in.words[at + i];
        if (want != any_word && !(want == any_number && word.number) && want != word.hash) return false;
    }
    if (!phrase.before_colon) return true;
    const auto behind = trimmed(in.line.substr(in.words[end - 1].end));
    return behind.starts_with(':') || behind.starts_with("：");
}

// The words where an anchor may begin, and few others. Without branches, which nobody could foretell.
std::span<const std::uint32_t> Phrases::find_anchors(std::span<const Word> words,
                                                     std::vector<std::uint32_t>& room) const {
    if (room.size() < words.size()) room.resize(words.size());
    auto* end = room.data();
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        *end = i;
        end += first_words_.may_have(words[i].hash);
    }
    const std::span<const std::uint32_t> may_begin(room.data(), end);
    end = room.data();
    for (const auto i : may_begin) {
        const auto hash = words[i].hash;
        const auto next = words[std::min<std::size_t>(i + 1, words.size() - 1)].hash;
        *end = i;
        end += anchors_.may_have(hash) | anchors_.may_have(mix(hash, next));
    }
    return {room.data(), end};
}

std::uint32_t Phrases::find(std::string_view line, std::span<const Word> words,
                            std::vector<std::uint32_t>& room) const {
    std::uint32_t sections = 0;
    const auto look_at = [&](std::uint32_t phrase, std::size_t at) {
        for (; phrase != 0; phrase = phrases_[phrase - 1].next)
            if ((phrases_[phrase - 1].section & ~sections) &&
                matches(phrases_[phrase - 1], {line, words}, at))
                sections |= phrases_[phrase - 1].section;
    };
    const auto look_up = [&](std::uint64_t anchor, std::size_t at) {
        if (anchors_.may_have(anchor)) look_at(slots_[slot_of(anchor)].phrase, at);
    };
    if (!words.empty() && words[0].number) look_at(wordless_, 0);
    for (const auto i : find_anchors(words, room)) {
        look_up(words[i].hash, i);
        if (i + 1 < words.size()) look_up(mix(words[i].hash, words[i + 1].hash), i);
    }
    return sections;
}

}  // namespace press
