// SPDX-License-Identifier: MIT
// Finds the names in a document and says what they are, by rules.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "mention.hpp"
#include "parts.hpp"
#include "words.hpp"

namespace tag_entities {

// One pass of rules over a document; the memory is used again for the next.
class MentionFinder {
public:
    // The names of the document, in order, none inside another.
    const std::vector<Mention>& find(const DocumentWords& document);

private:
    void remember(const Mention& mention);
    void settle();
    void prefer_persons();
    void search_heading(const SentenceRange& sentence);
    bool is_part_of_person(const Mention& mention) const;
    std::string_view text(const Mention& mention) const {
        return document_->text(mention.first, mention.last);
    }

    const DocumentWords* document_ = nullptr;
    Found found_;
    std::unordered_map<std::string_view, Mention> by_text_;
    // Words of persons' names, and what the names end with.
    std::unordered_set<std::string_view> person_parts_;
    std::unordered_set<std::string> initials_;  // of organisations
};

}  // namespace tag_entities
