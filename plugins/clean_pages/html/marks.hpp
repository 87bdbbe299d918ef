// SPDX-License-Identifier: MIT
// What an element's tag, class, id and role say of the text inside.
#pragma once

#include <cstdint>

#include "page_tree.hpp"

namespace clean_html {

// Passed on from an element to all below it.
enum Mark : std::uint32_t {
    frame = 1u << 0,  // around the article by its tag or role: nav, footer, aside, the banner
    furniture =
        1u << 1,  // by its class or id: share bars, related links, newsletters, advertisements, comments
    caption = 1u << 2,  // below a picture
    byline = 1u << 3,   // who wrote it and when
    title = 1u << 4,    // a heading of the first order
};

// Not shown to anybody: scripts, what is hidden by an attribute or a style, what only a form needs.
bool is_hidden(const PageTree& tree, NodeNumber node);

// The marks that the element itself gives.
std::uint32_t marks_of(const PageTree& tree, NodeNumber node);

}  // namespace clean_html
