// SPDX-License-Identifier: MIT
// A page as a tree of nodes in document order, whatever library parsed it. No name of that library is seen
// outside page_tree.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <quern/span.hpp>
#include <span>
#include <string_view>
#include <vector>

namespace clean_html {

// The elements that something here asks for by name.
enum class Tag : std::uint8_t {
    unknown,
    text,
    a,
    abbr,
    address,
    article,
    aside,
    audio,
    blockquote,
    body,
    br,
    button,
    canvas,
    caption,
    cite,
    code,
    dd,
    details,
    dialog,
    div,
    dl,
    dt,
    em,
    embed,
    fieldset,
    figcaption,
    figure,
    footer,
    form,
    h1,
    h2,
    h3,
    h4,
    h5,
    h6,
    head,
    header,
    hgroup,
    hr,
    html,
    iframe,
    img,
    input,
    label,
    legend,
    li,
    link,
    listing,
    main,
    map,
    math,
    menu,
    meta,
    nav,
    noframes,
    noscript,
    object,
    ol,
    option,
    p,
    picture,
    pre,
    q,
    rp,
    rt,
    s,
    script,
    section,
    select,
    source,
    span,
    strong,
    style,
    summary,
    sub,
    sup,
    svg,
    table,
    tbody,
    td,
    template_,
    textarea,
    tfoot,
    th,
    thead,
    time,
    title,
    tr,
    track,
    ul,
    video,
    wbr,
    xmp
};

struct Attribute {
    std::string_view name, value;
};

// Number of a node: its place in document order. The nodes below node n are n+1 to nodes[n].end.
using NodeNumber = std::uint32_t;

struct Node {
    Tag tag = Tag::unknown;
    std::uint32_t name = 0;  // of an element, as the parser numbers them; 0 for what is none
    NodeNumber parent = 0;
    NodeNumber end = 0;                                 // the first node that is not below this one
    std::uint32_t attributes = 0, attribute_count = 0;  // in PageTree::attributes
    std::uint32_t pieces = 0, piece_count = 0;          // of a text, in PageTree::pieces
};

// A piece of a text node: copied from the page, or standing for something else there: an entity, a line break
// of two bytes.
struct TextPiece {
    std::string_view text;
    quern::Span page;
    bool copied = true;
};

// Parses pages, one after another, with memory that it keeps; what it hands out is valid until the next page.
// Not for use by two threads at once.
class PageTree {
public:
    PageTree();
    ~PageTree();

    // `page` is UTF-8 and must stay as it is while the tree is used. An Error where it is too much (see
    // check_limits()).
    void parse(std::string_view page);

    const std::vector<Node>& nodes() const { return nodes_; }
    // Not so texts, comments and the document.
    bool is_element(NodeNumber node) const { return nodes_[node].name != 0; }
    // In small letters, of those too that Tag does not list.
    std::string_view element_name(NodeNumber node) const;
    std::span<const Attribute> attributes(NodeNumber node) const {
        return {attributes_.data() + nodes_[node].attributes, nodes_[node].attribute_count};
    }
    // The value, empty where the node has no such attribute or an empty one.
    std::string_view attribute(NodeNumber node, std::string_view name) const;
    std::span<const TextPiece> pieces(NodeNumber node) const {
        return {pieces_.data() + nodes_[node].pieces, nodes_[node].piece_count};
    }
    // All text below a node, joined.
    std::string text_below(NodeNumber node) const;

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
    std::vector<Node> nodes_;
    std::vector<Attribute> attributes_;
    std::vector<TextPiece> pieces_;
};

}  // namespace clean_html
