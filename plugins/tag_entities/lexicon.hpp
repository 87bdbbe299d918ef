// SPDX-License-Identifier: MIT
// What the rules know beforehand: names of places, organisations and peoples, and what single words tell.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tag_entities {

enum class Label : std::uint8_t { none, person, organisation, place, people, other };

// What a word tells, whatever its case.
enum Sign : std::uint32_t {
    given_name = 1 << 0,
    family_name = 1 << 1,
    title = 1 << 2,              // stands before a person's name
    title_part = 1 << 3,         // does so together with a title: "Foreign" Minister
    organisation_head = 1 << 4,  // Ministry, Inc.
    place_head = 1 << 5,         // River, Airport
    particle = 1 << 6,           // van, de
    says = 1 << 7,               // a verb whose subject is a person more often than not
    acts = 1 << 8,               // a verb that a government is the subject of
    into = 1 << 9,               // a preposition before places
    no_name = 1 << 10,           // written with a capital, yet no name sought here: Monday
    function_word = 1 << 11,     // with a capital only where a sentence begins
    ordinary = 1 << 12,          // an everyday word that titles and forms write with a capital
    company_form = 1 << 13,      // Inc., Ltd.
    place_front = 1 << 14,       // Mount, Lake
    begins_name = 1 << 15,       // some known name begins with it
    behind_hyphen = 1 << 16,     // goes on with a word that is no name: Seoul-"based"
    // Of long lists that hold many an everyday word as well: a model weighs them, the rules do not see them.
    first_name = 1 << 17,
    region_word = 1 << 18,  // in the name of a region
};
constexpr std::uint32_t signs_for_rules = first_name - 1;

// A name that a list knows.
struct KnownName {
    Label label = Label::none;
    std::string subtype;       // country, city, river, agency, …; empty where none is told
    std::string key;           // ISO 3166 of a country
    std::uint32_t entity = 0;  // the same for all names of one thing, from 1
    bool is_main = false;      // the name that the thing is listed under
    std::string country;       // ISO 3166 of the country that it names or is of, where the list tells
    bool is_shared = false;    // other things have the same name
    bool is_users = false;     // from a list of the user's own
};

// Filled once, then shared by all threads.
class Lexicon {
public:
    // Data files; their heads say how they are written. An Error names file and line.
    void load_countries(const std::filesystem::path& file);
    void load_names(const std::filesystem::path& file, Label label);
    void load_peoples(const std::filesystem::path& file);
    void load_words(const std::filesystem::path& file);
    void load_single_words(const std::filesystem::path& file, Sign sign);

    // All signs of a word; `small` is the word with its ASCII letters made small.
    std::uint32_t signs(std::string_view small) const {
        const auto found = signs_.find(small);
        return found == signs_.end() ? 0 : found->second;
    }

    // The name written so, with single spaces; null where none is known.
    const KnownName* name(std::string_view written) const {
        const auto found = names_.find(written);
        return found == names_.end() ? nullptr : found->second;
    }

    static constexpr std::size_t longest_name = 60;  // bytes

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    template <class Value>
    using Table = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

    void add_sign(std::string_view word, std::uint32_t sign);
    KnownName& make(Label label, std::string_view subtype, std::string_view key = {});
    void add_name(std::string_view written, const KnownName& name);
    const KnownName& alias_of(const KnownName& name);
    void add_aliases(const std::vector<std::string_view>& names, const KnownName& thing);
    void add_people(std::string_view adjective, std::string_view subtype, std::string_view country = {});

    Table<std::uint32_t> signs_;
    Table<const KnownName*> names_;
    std::deque<KnownName> known_;
    std::uint32_t entities_ = 0;
};

// ASCII letters made small.
std::string small_letters(std::string_view word);

}  // namespace tag_entities
