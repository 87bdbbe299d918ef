// SPDX-License-Identifier: MIT
// CSS selectors over a page's tree: the part of them that names elements. Matching takes one walk over the
// page whatever the selector, so that no page makes it slow.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "page_tree.hpp"

namespace clean_html {

// Names of elements, *, .class, #id, [name], [name=value] and its kin ~= |= ^= $= *=, :first-child,
// :last-child, :nth-child(2), :not(.a), joined by a blank, >, + or ~, and lists of these with commas.
// Immutable.
class Selector {
public:
    // An Error says what is wrong and at which letter.
    explicit Selector(std::string_view css);

    // The elements it names, in document order.
    std::vector<NodeNumber> find(const PageTree& tree) const;

    struct Test {
        enum Kind : std::uint8_t {
            element,
            present,
            equals,
            word,
            dash,
            begins,
            ends,
            contains,
            nth,
            last
        } kind;
        std::string name, value;
        std::uint32_t number = 0;
        bool negated = false;
    };
    // What one element must be, and how it stands to the one that the step before names.
    struct Step {
        enum Link : std::uint8_t { below, child, next, later } link = below;
        std::vector<Test> tests;
    };
    using Path = std::vector<Step>;
    static constexpr std::size_t most_steps = 64;

private:
    std::vector<Path> paths_;
};

}  // namespace clean_html
