// SPDX-License-Identifier: MIT
// Says what a part of a run of name words is, by its words and by those beside it.
#pragma once

#include <cstdint>

#include "mention.hpp"
#include "sentence_view.hpp"

namespace tag_entities {

class Judge {
public:
    explicit Judge(const SentenceView& words) : words_(words) {}

    // No label and no confidence where the words are no name; no label and little of it where only the rest
    // of the document can tell.
    Mention judge(std::uint32_t first, std::uint32_t last, bool after_title) const;

private:
    Mention judge_one(std::uint32_t i) const;
    bool is_told_person(std::uint32_t first, std::uint32_t last) const;
    bool ends_in_second_half(std::uint32_t first, std::uint32_t last) const;
    bool is_in_dateline(std::uint32_t first, std::uint32_t last) const;
    bool is_quoted_title(std::uint32_t first, std::uint32_t last) const;
    bool has_role_in_front(std::uint32_t i) const;
    bool has_role_behind(std::uint32_t i) const;

    SentenceView words_;
};

}  // namespace tag_entities
