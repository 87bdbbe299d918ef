// SPDX-License-Identifier: MIT
// What stands where on a page: sums over its blocks, and facts of its elements, styles and neighbourhoods.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "reading.hpp"

namespace clean_html {

// Sums over the blocks in front of each, so that any run of blocks costs one subtraction.
struct Sums {
    std::uint32_t bytes = 0, link_bytes = 0, words = 0, prose = 0, prose_blocks = 0, headings = 0, items = 0,
                  debris = 0;

    Sums operator-(const Sums& o) const {
        return {bytes - o.bytes,
                link_bytes - o.link_bytes,
                words - o.words,
                prose - o.prose,
                prose_blocks - o.prose_blocks,
                headings - o.headings,
                items - o.items,
                debris - o.debris};
    }
};

// Of an element, or of a text.
struct NodeFacts {
    std::uint32_t first_block = 0;  // the first that begins at the node or behind it
    NodeNumber line = 0;            // the nearest element around, or itself, that begins a line of its own
    NodeNumber box = 0;             // the largest element around that holds but a part of the page's prose
    std::uint32_t pictures = 0;     // in front
    std::uint16_t depth = 0, up = 0, down = 0;  // how far to the way from the root to the densest element,
                                                // and how far from there to it
    std::uint64_t style = 0;
    NodeNumber article = 0;               // the outermost article element around
    std::uint16_t articles = 0, h1s = 0;  // in front of it
    std::uint16_t to_title = 0;           // how far up until an element also holds the headline
};

// Gathered once, in time linear in the page but for a sort of the blocks. The page must outlive it.
class PageFacts {
public:
    explicit PageFacts(const PageReading& page);

    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    // For a block the last of some kinds in front of it, and the next prose behind.
    struct Around {
        std::size_t prose = none, heading = none, debris = none, title = none, next_prose = none;
    };
    // What blocks of one style are like, in the whole page.
    struct Style {
        std::uint64_t key;
        std::uint32_t blocks, words, prose, bytes, link_bytes;
    };

    const NodeFacts& node(NodeNumber n) const { return nodes_facts_[n]; }
    const NodeFacts& last() const { return nodes_facts_.back(); }
    const Sums& before(std::size_t block) const { return before_[block]; }
    const Sums& whole() const { return before_.back(); }
    Sums below(NodeNumber n) const;
    const Around& around(std::size_t block) const { return around_[block]; }
    // The element that begins the block's line.
    NodeNumber line_of(std::size_t block) const { return nodes_facts_[blocks_[block].node].line; }
    std::uint64_t style_of(std::size_t block) const { return block_styles_[block]; }
    const Style& style(std::size_t block) const;
    // The text that prints the headline; 0 where no block does.
    NodeNumber title() const { return title_; }

private:
    void sum();
    void survey();
    void place_nodes();
    std::uint64_t own_style(NodeNumber n);
    void count_styles();
    void look_around();

    const PageReading& page_;
    const std::vector<Node>& nodes_;
    const std::vector<Block>& blocks_;
    const std::vector<press::Line>& lines_;
    std::vector<Sums> before_;
    std::vector<NodeFacts> nodes_facts_;
    std::vector<std::uint64_t> block_styles_;
    std::vector<Style> styles_;
    std::vector<Around> around_;
    NodeNumber title_ = 0;
};

}  // namespace clean_html
