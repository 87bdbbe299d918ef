// SPDX-License-Identifier: MIT
// What the lists know of words and names.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tag_entities {

// What a word may be; several at once. The names are those of the lists' lines.
enum Flag : std::uint32_t {
    common = 1 << 0,     // begins sentences with a capital and is no name
    calendar = 1 << 1,   // a month or a day
    saying = 1 << 2,     // a verb of saying
    near = 1 << 3,       // a preposition before places
    landform = 1 << 4,   // River, Street, …
    title = 1 << 5,      // stands before a person's name
    role = 1 << 6,       // a trade or an office
    modifier = 1 << 7,   // foreign, prime, …: before a role
    particle = 1 << 8,   // de, van, bin: inside a name
    family = 1 << 9,     // a family name that comes first
    given = 1 << 10,     // a first name
    org_head = 1 << 11,  // Ministry, University, …
    org_end = 1 << 12,   // Inc., Ltd., …
};

// A name that a list holds.
struct Listed {
    enum class Label { place, group, organisation };
    Label label;
    std::string name;  // its main form
    std::string subtype, key;
    std::vector<std::string> words;  // as tokens
};

class Lexicon {
public:
    // The folder of lists is found by `data`, which maps a file's name to its path.
    void load(const std::function<std::filesystem::path(const char*)>& data);

    std::uint32_t flags(std::string_view word) const;
    // The longest listed name that begins with the first of `words`; null where there is none.
    template <class Words>
    const Listed* match(const Words& words, std::size_t at) const {
        const auto found = by_first_.find(words[at].text);
        if (found == by_first_.end()) return nullptr;
        for (const auto index : found->second)
            if (stands_at(listed_[index], words, at)) return &listed_[index];
        return nullptr;
    }
    // How many words a role of several words takes up from `at` on: "secretary of state" three; else 0.
    template <class Words>
    std::size_t phrase(const Words& words, std::size_t at) const {
        for (const auto& phrase : phrases_) {
            std::size_t i = 0;
            while (i < phrase.size() && at + i < words.size() && lowered(words[at + i].text) == phrase[i])
                ++i;
            if (i == phrase.size()) return i;
        }
        return 0;
    }

    static std::string lowered(std::string_view word);

private:
    template <class Words>
    static bool stands_at(const Listed& listed, const Words& words, std::size_t at) {
        if (at + listed.words.size() > words.size()) return false;
        for (std::size_t i = 0; i < listed.words.size(); ++i)
            if (words[at + i].text != listed.words[i]) return false;
        return true;
    }
    void add(Listed::Label label, std::string_view form, std::string_view name, std::string_view subtype,
             std::string_view key);
    void load_countries(const std::filesystem::path& path);
    void load_places(const std::filesystem::path& path);
    void load_groups(const std::filesystem::path& path);
    void load_names(const std::filesystem::path& path);
    void load_words(const std::filesystem::path& path);

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    template <class Value>
    using Table = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

    Table<std::uint32_t> lower_, exact_;  // flags of words in any case, and of names as written
    std::vector<Listed> listed_;
    Table<std::vector<std::size_t>> by_first_;  // the longest first
    std::vector<std::vector<std::string>> phrases_;
};

}  // namespace tag_entities
