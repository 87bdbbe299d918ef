// SPDX-License-Identifier: MIT
// What a word is in a quotation: part of who speaks, of what tells of the saying, or of what is said.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <quern/sequence_model.hpp>

#include "words.hpp"

namespace quote_speech {

enum class Role : std::uint8_t { none, source, cue, content };

// Labels of the model: for each role the first word and those behind it; and one for pairs that belong
// together, which no word has.
enum Tag : quern::Label {
    no_tag,
    begin_source,
    in_source,
    begin_cue,
    in_cue,
    begin_content,
    in_content,
    linked,
    tag_count
};

inline const std::vector<std::string>& tag_names() {
    static const std::vector<std::string> names{"none", "source",  "+source",  "cue",
                                                "+cue", "content", "+content", "linked"};
    return names;
}

constexpr Role role_of(quern::Label tag) {
    return tag == linked ? Role::none : static_cast<Role>((tag + 1) / 2);
}
constexpr bool begins(quern::Label tag) {
    return tag % 2 == 1 && tag != linked;
}
constexpr Tag first_of(Role role) {
    return static_cast<Tag>(2 * static_cast<int>(role) - 1);
}
constexpr Tag next_of(Role role) {
    return static_cast<Tag>(2 * static_cast<int>(role));
}

// Whether a label may stand behind another; the number of labels is the edge of a sentence. Content may go on
// from the sentence before.
constexpr bool may_follow(std::size_t from, std::size_t to) {
    if (from == linked || to == linked)
        return (from == tag_count && to == linked) || (from == linked && to == tag_count);
    if (to == in_source || to == in_cue) return from == to || from + 1 == to;
    if (to == in_content) return from == to || from + 1 == to || from == tag_count;
    return true;
}

// Words of one role in a row.
struct Part {
    Range words;
    Role role = Role::none;
};

}  // namespace quote_speech
