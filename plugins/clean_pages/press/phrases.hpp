// SPDX-License-Identifier: MIT
// Phrases that give debris away, from a data file.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "words.hpp"

namespace press {

// The sections of the file. A line may be of several.
enum Debris : std::uint32_t {
    control = 1u << 0,   // words of buttons, menus, boxes: "Share", "Advertisement"
    prompt = 1u << 1,    // asks the reader to do something: newsletters, apps, donations
    related = 1u << 2,   // headings over lists of other articles, and links to one
    tail = 1u << 3,      // what begins the part below an article: comments, tags
    credit = 1u << 4,    // who took the picture, and whose it is
    legal = 1u << 5,     // copyright, reprints, where it first appeared
    contact = 1u << 6,   // whom to write to, who edited it
    bio = 1u << 7,       // who the author is
    comments = 1u << 8,  // where what readers say begins
};

// Sections stand in brackets, one phrase a line below them. A phrase is words, compared as split_words()
// folds them; "*" is any word, "#" any number, "^" in front binds it to the beginning of a line, "$" behind
// to the end; ":" apart at the end wants a colon right behind, and no other mark is looked at. Lines that
// begin with ";" are comments. Immutable once loaded: shared by all threads.
class Phrases {
public:
    Phrases() = default;
    // An Error names the line where the file is wrong.
    explicit Phrases(const std::filesystem::path& file) { read(file); }
    // Those of all languages: of each file debris.*.txt in the folder.
    static Phrases of_folder(const std::filesystem::path& folder);

    // The sections that have a phrase in this line. Linear in the words, but for phrases that begin alike.
    std::uint32_t find(std::string_view line, std::span<const Word> words) const;
    std::size_t size() const { return phrases_.size(); }

private:
    struct Phrase {
        std::vector<std::uint64_t> words;
        bool at_begin = false, at_end = false, before_colon = false;
        std::uint32_t section = 0;
    };

    // A bit for each hash that was added, the same for some others: most words of a text begin no phrase, and
    // one bit tells so.
    class Filter {
    public:
        void add(std::uint64_t hash) { bits_[hash % size / 64] |= std::uint64_t{1} << hash % 64; }
        bool may_have(std::uint64_t hash) const { return (bits_[hash % size / 64] >> hash % 64 & 1) != 0; }

    private:
        static constexpr std::size_t size = 1u << 14;
        std::array<std::uint64_t, size / 64> bits_{};
    };

    // Phrases by how they begin: with a pair of words, or with one where the second is any word.
    class Index {
    public:
        // `beginning` is the first word, or the first two mixed.
        void add(std::uint64_t first, std::uint64_t beginning, std::uint32_t phrase);
        bool may_begin_with(std::uint64_t word) const { return first_words_.may_have(word); }
        std::span<const std::uint32_t> find(std::uint64_t beginning) const {
            if (!beginnings_.may_have(beginning)) return {};
            const auto found = phrases_.find(beginning);
            return found == phrases_.end() ? std::span<const std::uint32_t>() : found->second;
        }

    private:
        Filter first_words_, beginnings_;
        std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> phrases_;
    };

    void read(const std::filesystem::path& file);
    void add(std::string_view line, std::uint32_t section, const std::string& where);
    struct Place {
        std::string_view line;
        std::span<const Word> words;
    };
    static bool matches(const Phrase& phrase, const Place& in, std::size_t at);
    void find_at(const Index& index, const Place& in, std::size_t at, std::uint32_t& sections) const;

    std::vector<Phrase> phrases_;
    Index at_begin_, anywhere_;  // those that begin a line apart: the rest of the line need not look for them
};

}  // namespace press
