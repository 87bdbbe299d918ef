// SPDX-License-Identifier: MIT
// Finds the names in a document and says what they are, by rules.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lexicon.hpp"
#include "words.hpp"

namespace tag_entities {

struct Mention {
    std::uint32_t first = 0, last = 0;  // half-open range of words
    Label label = Label::none;
    double confidence = 0;             // 0 to 1
    const KnownName* known = nullptr;  // where a list says what it is
};

// One pass of rules over a document; the memory is used again for the next.
class MentionFinder {
public:
    // The names of the document, in order, none inside another.
    const std::vector<Mention>& find(const DocumentWords& document);

private:
    void read_sentence(const SentenceRange& sentence);
    void read_run(std::uint32_t first, std::uint32_t last);
    void end_part(std::uint32_t last);
    void settle();
    void search_heading(const SentenceRange& sentence);

    bool is_name_word(std::uint32_t i) const;
    bool is_middle_initial(std::uint32_t i) const;
    bool known_counts(std::uint32_t i) const;
    std::uint32_t behind_particles(std::uint32_t i) const;
    std::uint32_t run_end(std::uint32_t i) const;
    std::uint32_t behind_link(std::uint32_t run, std::uint32_t i) const;
    std::uint32_t behind_of(std::uint32_t i) const;
    bool is_title(std::uint32_t i, std::uint32_t last) const;
    bool begins_person() const;
    bool leads_to_head(std::uint32_t i, std::uint32_t last) const;
    bool extends_part(std::uint32_t i) const;
    void take_known(std::uint32_t i, std::uint32_t last);
    void take_joint_founder(Mention& mention);
    Mention judge(std::uint32_t first, std::uint32_t last) const;
    Mention judge_one(std::uint32_t i) const;
    bool is_part_of_person(const Mention& mention) const;
    bool is_told_person(std::uint32_t first, std::uint32_t last) const;
    bool is_quoted_title(std::uint32_t first, std::uint32_t last) const;
    bool has_role_in_front(std::uint32_t i) const;
    bool has_role_behind(std::uint32_t i) const;
    const Word* before(std::uint32_t i) const { return i > sentence_.first ? &(*document_)[i - 1] : nullptr; }
    const Word* at(std::uint32_t i) const { return i < sentence_.last ? &(*document_)[i] : nullptr; }
    std::string_view text(std::uint32_t i) const { return document_->text(i, i + 1); }
    std::string_view text(const Mention& mention) const {
        return document_->text(mention.first, mention.last);
    }
    void add(Mention mention);

    const DocumentWords* document_ = nullptr;
    SentenceRange sentence_{};
    std::vector<Mention> mentions_, doubtful_;
    std::unordered_map<std::string_view, Mention> by_text_;
    std::unordered_set<std::string_view>
        person_parts_;  // words of persons' names, and what the names end with

    // The run that is being read.
    std::uint32_t part_ = 0, run_last_ = 0;
    bool after_title_ = false;
};

}  // namespace tag_entities
