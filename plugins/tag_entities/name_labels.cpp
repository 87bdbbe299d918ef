// SPDX-License-Identifier: MIT
#include "name_labels.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <quern/error.hpp>

namespace tag_entities {

std::string_view to_string(Label label) {
    switch (label) {
        case Label::person:
            return "PER";
        case Label::organisation:
            return "ORG";
        case Label::place:
            return "LOC";
        case Label::people:
            return "NORP";
        case Label::other:
            return "MISC";
        case Label::none:
            break;
    }
    return "";
}

std::optional<Label> label_from_string(std::string_view name) {
    struct Known {
        std::string_view name;
        Label label;
    };
    static constexpr Known known[] = {
        {"PER", Label::person},
        {"PERSON", Label::person},
        {"ORG", Label::organisation},
        {"LOC", Label::place},
        {"ORGANISATION", Label::organisation},
        {"ORGANIZATION", Label::organisation},
        {"LOCATION", Label::place},
        {"GPE", Label::place},
        {"NORP", Label::people},
        {"MISC", Label::other},
    };
    const auto* found = std::find_if(std::begin(known), std::end(known), [&](const Known& entry) {
        return std::equal(entry.name.begin(), entry.name.end(), name.begin(), name.end(),
                          [](char a, char b) { return a == ('a' <= b && b <= 'z' ? b - ('a' - 'A') : b); });
    });
    if (found == std::end(known)) return std::nullopt;
    return found->label;
}

NameLabels::NameLabels(const std::vector<std::string>& names) {
    for (std::size_t i = 1; i < names.size(); i += 4)
        if (const auto kind = label_from_string(
                std::string_view(names[i]).substr(std::min<std::size_t>(2, names[i].size()))))
            kinds_.push_back(*kind);
    if (names != this->names())
        throw quern::Error(
            fmt::format("the model has the labels {}, which are not those of names", fmt::join(names, ", ")));
}

std::vector<std::string> NameLabels::names() const {
    std::vector<std::string> names{"O"};
    for (const auto kind : kinds_)
        for (const char part : {'B', 'I', 'L', 'U'})
            names.push_back(fmt::format("{}-{}", part, to_string(kind)));
    return names;
}

std::uint8_t NameLabels::of(Label kind, Part part) const {
    const auto at = std::find(kinds_.begin(), kinds_.end(), kind) - kinds_.begin();
    return static_cast<std::uint8_t>(1 + 4 * at + part);
}

bool NameLabels::allowed(std::size_t from, std::size_t to) const {
    const auto open = [&](std::size_t label) {
        return label != 0 && label < size() && part(label) <= inside;
    };
    const auto goes_on = [&](std::size_t label) {
        return label != 0 && label < size() && (part(label) == inside || part(label) == last);
    };
    if (open(from) != goes_on(to)) return false;
    return !open(from) || (from - 1) / 4 == (to - 1) / 4;
}

}  // namespace tag_entities
