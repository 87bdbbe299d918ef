// SPDX-License-Identifier: MIT
// The names in a document and whom they name: "Hua", "Chunying" and "Ms. Hua" are Hua Chunying.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <quern/document.hpp>

#include "names.hpp"
#include "words.hpp"

namespace quote_speech {

enum class Gender : std::uint8_t { unknown, male, female };

// Someone, or a body, with all mentions that share the name.
struct Person {
    std::string_view name;      // the fullest form
    Index size = 0;             // words of that form
    Index mentions = 0;         // by more than one word
    Index last_full = nowhere;  // paragraph of the last such mention so far
    int gender = 0;             // evidence: male above zero, female below
    bool body = false;          // an organisation, a country, a people

    Gender sex() const { return gender > 0 ? Gender::male : gender < 0 ? Gender::female : Gender::unknown; }
};

class People {
public:
    // Reads the layer entities where there is one, else takes capitals for names.
    void read(const quern::Document& document, const Words& words);

    const std::vector<Person>& all() const { return people_; }
    const std::vector<Name>& names() const { return names_; }
    // Numbers of the names that begin inside a range of words.
    Range names_in(Range words) const;

private:
    void take_entities(const quern::Layer& entities, const Words& words);
    void group(const Words& words);
    std::string_view written(const Words& words, Range name);
    void add_full_name(const Words& words, Name& name);
    void shorten(Person& person, std::string_view form) const;
    Index find_single(const Words& words, const Name& name);
    void note_gender(const Words& words, const Name& name);
    bool agree(std::string_view a, std::string_view b) const;

    std::vector<Name> names_;
    std::vector<std::string_view> given_;       // of each name: the entity's own fullest form, if any
    std::deque<std::string> without_nickname_;  // names that stand otherwise in the text
    std::vector<Person> people_;
    std::unordered_multimap<std::string_view, Index> by_word_;  // people with that word in their name
    std::unordered_map<std::string_view, Index> by_name_;       // people by each full form
    std::unordered_map<std::string_view, Index> forms_;         // how often each is written
    std::unordered_map<std::string_view, Index> endings_;       // how many names end in each word
};

}  // namespace quote_speech
