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
    // What kind of furniture, and what else names tell; for the trained scorer.
    sharing = 1u << 5,
    related = 1u << 6,
    prompt = 1u << 7,  // newsletters, subscriptions, donations
    comments = 1u << 8,
    advert = 1u << 9,
    about_author = 1u << 10,
    topics = 1u << 11,
    small_print = 1u << 12,
    embedded = 1u << 13,
    overlay = 1u << 14,
    teaser = 1u << 15,  // cards, tiles, grids, lists
    heading_name = 1u << 16,
    deck = 1u << 17,  // subtitles, summaries, key points
    body_name = 1u << 18,
    quotation = 1u << 19,
    contents = 1u << 20,  // tables of contents
    picture = 1u << 21,
    concealed = 1u << 22,  // by an attribute or a style, and yet too much of the page to be left out
    box = 1u << 23,        // an aside, a form, a share bar, comments that hold but little of the page's prose
    // The trained scorer knows the marks so far.
    chosen = 1u << 24,  // by a rule of the user's own
};
constexpr unsigned mark_count = 24;

// Not shown to anybody: scripts, what only a form needs.
bool is_hidden(Tag tag);
// Not shown until something happens: hidden by an attribute or a style.
bool is_concealed(const PageTree& tree, NodeNumber node);

// The marks that the element itself gives.
std::uint32_t marks_of(const PageTree& tree, NodeNumber node);

}  // namespace clean_html
