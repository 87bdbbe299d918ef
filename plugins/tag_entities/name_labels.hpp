// SPDX-License-Identifier: MIT
// Names as labels of single words: the beginning, inside and last word of a name, a name of one word, and
// none.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lexicon.hpp"

namespace tag_entities {

std::string_view to_string(Label label);
// PER, ORG, LOC, NORP, MISC and other names in use for them, in any case.
std::optional<Label> label_from_string(std::string_view name);

// The labels of a model: 0 for no name, then four for each kind of name.
class NameLabels {
public:
    enum Part : std::uint8_t { begin, inside, last, unit };

    explicit NameLabels(std::vector<Label> kinds) : kinds_(std::move(kinds)) {}
    // From the names of a model's labels; an Error where they are others.
    explicit NameLabels(const std::vector<std::string>& names);

    std::vector<std::string> names() const;
    std::size_t size() const { return 1 + 4 * kinds_.size(); }
    const std::vector<Label>& kinds() const { return kinds_; }
    bool knows(Label kind) const { return std::find(kinds_.begin(), kinds_.end(), kind) != kinds_.end(); }
    std::uint8_t of(Label kind, Part part) const;

    Label kind(std::uint8_t label) const { return label == 0 ? Label::none : kinds_[(label - 1) / 4]; }
    static Part part(std::uint8_t label) { return static_cast<Part>((label - 1) % 4); }
    // Whether `to` may follow `from`; size() stands for the sentence's beginning and end.
    bool allowed(std::size_t from, std::size_t to) const;

private:
    std::vector<Label> kinds_;
};

}  // namespace tag_entities
