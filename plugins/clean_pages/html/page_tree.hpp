// SPDX-License-Identifier: MIT
// A page as a tree of nodes in document order, whatever library parsed it. No name of that library is seen
// outside page_tree.cpp, tree_copier, myhtml_tags and references.
#pragma once

#include <cstdint>
#include <memory>
#include <quern/offset_map.hpp>
#include <quern/span.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "map_parts.hpp"
#include "tag.hpp"

namespace clean_html {

struct Attribute {
    std::string_view name, value;
};

// Number of a node: its place in document order. The nodes below node n are n+1 to nodes[n].end.
using NodeNumber = std::uint32_t;

struct Node {
    Tag tag = Tag::unknown;
    std::uint32_t name = 0;  // of an element, as the parser numbers them; 0 for what is none
    NodeNumber parent = 0;
    NodeNumber end = 0;                  // the first node that is not below this one
    std::uint32_t first = 0, count = 0;  // attributes of an element; a text's one place in Nodes::texts
};

// Nodes and what they hold; the bytes belong to the parser.
struct Nodes {
    struct Text {
        const char* data;
        quern::Span at;  // in the text that `origin` maps
    };
    std::vector<Node> nodes;
    std::vector<Attribute> attributes;
    std::vector<Text> texts;
    quern::OffsetMap origin;  // of all texts in a row, to the page
};

// A piece of a text node: copied from the page, or standing for something else there: an entity, a line break
// of two bytes.
struct TextPiece {
    std::string_view text;
    quern::Span page;
    bool copied = true;
};

// Bytes. The memory of a larger page is given back, each part as soon as it can be.
inline constexpr std::size_t large_page = 1u << 20;
// What was freed in small pieces otherwise stays with the program, too cut up for anything large. After a
// page of so many bytes; does nothing after one that is not worth the walk over all memory, or while another
// thread walks.
void give_back_freed_memory(std::size_t page);

// Parses pages, one after another, with memory that it keeps; what it hands out is valid until the next page.
// Not for use by two threads at once.
class PageTree {
public:
    PageTree();
    ~PageTree();

    // `page` is UTF-8 and must stay as it is while the tree is used. An Error where it is too much (see
    // check_limits()).
    void parse(std::string_view page);

    // Gives the memory back; there is no page from here on.
    void clear();

    const std::vector<Node>& nodes() const { return tree_.nodes; }
    // Not so texts, comments and the document.
    bool is_element(NodeNumber node) const { return nodes()[node].name != 0; }
    // In small letters, of those too that Tag does not list.
    std::string_view element_name(NodeNumber node) const;
    std::span<const Attribute> attributes(NodeNumber node) const {
        const auto& [tag, name, parent, end, first, count] = nodes()[node];
        return {tree_.attributes.data() + first, tag == Tag::text ? 0 : count};
    }
    // The value, empty where the node has no such attribute or an empty one.
    std::string_view attribute(NodeNumber node, std::string_view name) const;
    // Empty for what is no text.
    std::string_view text(NodeNumber node) const {
        const auto& place = nodes()[node];
        if (place.tag != Tag::text || place.count == 0) return {};
        const auto& text = tree_.texts[place.first];
        return {text.data, text.at.size()};
    }
    // For each_piece(), from one text to the next.
    MapReader origins() const { return MapReader(tree_.origin); }
    // Calls take(TextPiece) with the pieces of a text, in order.
    template <class Take>
    void each_piece(NodeNumber node, MapReader& origins, Take take) const {
        const auto words = text(node);
        if (words.empty()) return;
        const auto at = tree_.texts[nodes()[node].first].at;
        origins.each_part(at, [&](quern::OffsetMap::Kind kind, quern::Span part, quern::Span page) {
            const auto piece = words.substr(part.begin - at.begin, part.size());
            take(TextPiece{piece, page, kind == quern::OffsetMap::Kind::copied});
        });
    }
    // All text below a node, joined.
    std::string text_below(NodeNumber node) const;

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
    Nodes tree_;
};

}  // namespace clean_html
