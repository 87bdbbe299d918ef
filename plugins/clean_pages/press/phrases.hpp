// SPDX-License-Identifier: MIT
// Phrases that give debris away, from a data file.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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
// begin with ";" are comments. A phrase of "#" and "*" alone is bound to the beginning. Immutable once
// loaded: shared by all threads.
class Phrases {
public:
    Phrases() = default;
    // An Error names the line where the file is wrong.
    explicit Phrases(const std::filesystem::path& file) { read(file), index(); }
    // Those of all languages: of each file debris.*.txt in the folder.
    static Phrases of_folder(const std::filesystem::path& folder);

    // The sections that have a phrase in this line. Linear in the words, but for phrases with one anchor.
    // `room` is used for the numbers of words that may begin an anchor, and kept for the next line.
    std::uint32_t find(std::string_view line, std::span<const Word> words,
                       std::vector<std::uint32_t>& room) const;
    std::size_t size() const { return phrases_.size(); }

private:
    // It is looked for by its anchor: the longest two of its words that stand side by side, or its longest.
    struct Phrase {
        std::vector<std::uint64_t> words;
        std::uint64_t anchor = 0;   // its hash; 0 where there is none
        std::size_t anchor_at = 0;  // words in front of it
        std::uint32_t next = 0;     // 1 + the number of the next to try where this one is tried, or 0
        bool at_begin = false, at_end = false, before_colon = false;
        std::uint32_t section = 0;
    };
    struct Anchor {
        std::uint64_t first, whole;  // the hash of its first word, and of both
        std::size_t at;
    };
    // None where `sizes` are all 0.
    static std::optional<Anchor> anchor_of(const std::vector<std::uint64_t>& words,
                                           const std::vector<std::size_t>& sizes);

    // A bit for each hash that was added, the same for some others.
    template <std::size_t size>
    class Filter {
    public:
        void add(std::uint64_t hash) { bits_[hash % size / 64] |= std::uint64_t{1} << hash % 64; }
        bool may_have(std::uint64_t hash) const { return (bits_[hash % size / 64] >> hash % 64 & 1) != 0; }

    private:
        std::array<std::uint64_t, size / 64> bits_{};
    };

    // Of a table that is looked up by hash: small, for most of it is not in the cache when it is wanted.
    struct Slot {
        std::uint32_t half = 0;    // of the anchor's hash; its low bits led to the slot
        std::uint32_t phrase = 0;  // 1 + the number of one, 0 where the slot is free
    };

    void read(const std::filesystem::path& file);
    void index();
    std::size_t slot_of(std::uint64_t anchor) const;
    void add(std::string_view line, std::uint32_t section, const std::string& where);
    struct Place {
        std::string_view line;
        std::span<const Word> words;
    };
    static bool matches(const Phrase& phrase, const Place& in, std::size_t anchor);
    std::span<const std::uint32_t> find_anchors(std::span<const Word> words,
                                                std::vector<std::uint32_t>& room) const;

    std::vector<Phrase> phrases_;
    std::vector<Slot> slots_;     // by anchors, at least half of them free
    std::uint32_t wordless_ = 0;  // the first of the phrases of # and * alone, such as "^# / #$", as in Slot
    // Most words of a text begin no anchor, and of those that might, most go on otherwise.
    Filter<1u << 14> first_words_;
    Filter<1u << 16> anchors_;
};

}  // namespace press
