// SPDX-License-Identifier: MIT
// The visible text of a page in blocks, as a browser lays it out.
#pragma once

#include <cstdint>
#include <quern/document.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "page_tree.hpp"
#include "site_rules.hpp"

namespace clean_html {

enum class BlockKind : std::uint8_t { paragraph, heading, item, table, caption, quote, code };
std::string_view to_string(BlockKind kind);

// Whether the element begins a line of its own.
bool is_block(Tag tag);

struct Block {
    BlockKind kind = BlockKind::paragraph;
    quern::Span text;              // in Layout::text
    NodeNumber node = 0;           // where it begins
    std::uint32_t marks = 0;       // of all elements around it, as marks.hpp has them
    std::uint32_t link_bytes = 0;  // of its text, how much is links
};

// All blocks of a page; those of no use are left out when the document's text is built. Reused from page to
// page.
struct Layout {
    std::string text;         // each block's text; nothing between them
    quern::OffsetMap origin;  // of it, to the page
    std::vector<Block> blocks;
    std::vector<std::uint32_t> own_marks;  // that each node gives itself; none for the hidden ones

    std::string_view of(const Block& block) const { return block.text.of(text); }
};

// Writes blocks to a document's text.
class LayoutWriter {
public:
    LayoutWriter(const Layout& layout, quern::TextBuilder& to)
        : layout_(layout), to_(to), origins_(layout.origin) {}
    void write(const Block& block);

private:
    const Layout& layout_;
    quern::TextBuilder& to_;
    MapReader origins_;
    std::uint32_t at_ = 0;  // in the page, behind the last piece
};

// White space is collapsed as CSS does it, br makes a line, pre keeps its lines, cells of a table stand in
// lines with tabs between them, items and headings are blocks of their own. Hidden elements have no text, and
// those that `rules` drop; those that they keep are seen, and marked as chosen. Linear.
void lay_out(const PageTree& tree, const RuledPage& rules, Layout& layout);

}  // namespace clean_html
