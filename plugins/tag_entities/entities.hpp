// SPDX-License-Identifier: MIT
// Joins mentions of one thing: Hua Chunying, Hua and Chunying; the United States and US; an acronym and what
// it stands for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mentions.hpp"
#include "words.hpp"

namespace tag_entities {

struct Entity {
    Label label = Label::none;
    std::string name;  // its fullest form in the document, with single spaces
    const KnownName* known = nullptr;
};

// The memory is used again for the next document.
class EntityGrouper {
public:
    // The number of each mention's entity, from 0 in the order of their first mentions.
    const std::vector<std::uint32_t>& group(const DocumentWords& document,
                                            const std::vector<Mention>& mentions);
    const std::vector<Entity>& entities() const { return entities_; }

private:
    // The full names that a part of a name, or an acronym, may stand for.
    struct FullNames {
        std::string first;  // the only one, where there are not several
        bool several = false;
        std::string latest;  // the one told last so far, and in which paragraph
        std::uint32_t paragraph = 0;

        void add(const std::string& name);
    };

    std::uint32_t entity_of(const Mention& mention);
    const std::string* fuller_person(const std::string& part) const;
    void find_misspelt(const std::vector<Mention>& mentions);
    const std::string& usual_spelling(const std::string& full_name) const;
    std::string name_of(const Mention& mention);
    void add_parts(const Mention& mention, const std::string& full_name);
    void collect_full_names(const std::vector<Mention>& mentions);
    void name_entities(const std::vector<Mention>& mentions);

    const DocumentWords* document_ = nullptr;
    std::vector<std::uint32_t> numbers_;
    std::vector<Entity> entities_;
    std::unordered_map<std::string, std::uint32_t> by_key_;
    std::unordered_map<std::string, const KnownName*> known_;  // by label and name, for all that a list knows
    std::unordered_map<std::string, FullNames> persons_with_, organisations_with_;
    std::unordered_map<std::string, std::vector<FullNames*>> parts_;  // of a person's full name
    std::unordered_map<std::string, std::string> misspelt_;           // full names to what they should be
    std::unordered_map<std::uint32_t, std::string> spelling_;  // of listed persons, the full name told first
    std::uint32_t paragraph_ = 0, read_ = 0;  // of the mention at hand; where it begins in the text
};

}  // namespace tag_entities
