// SPDX-License-Identifier: MIT
#include "page_tree.hpp"

#include <myhtml/charef.h>
#include <myhtml/myhtml.h>

#include <algorithm>
#include <array>
#include <new>
#include <quern/error.hpp>
#include <string>

#include "page_limits.hpp"
#include "text_pieces.hpp"

namespace clean_html {
namespace {

constexpr auto tags = [] {
    std::array<Tag, MyHTML_TAG_LAST_ENTRY> table{};
    const auto set = [&](std::size_t id, Tag tag) { table[id] = tag; };
    set(MyHTML_TAG__TEXT, Tag::text);
    set(MyHTML_TAG_TEMPLATE, Tag::template_);
#define QUERN_TAG(upper, lower) set(MyHTML_TAG_##upper, Tag::lower)
    QUERN_TAG(A, a), QUERN_TAG(ABBR, abbr), QUERN_TAG(ADDRESS, address), QUERN_TAG(ARTICLE, article);
    QUERN_TAG(ASIDE, aside), QUERN_TAG(AUDIO, audio), QUERN_TAG(BLOCKQUOTE, blockquote),
        QUERN_TAG(BODY, body);
    QUERN_TAG(BR, br), QUERN_TAG(BUTTON, button), QUERN_TAG(CANVAS, canvas), QUERN_TAG(CAPTION, caption);
    QUERN_TAG(CITE, cite), QUERN_TAG(CODE, code), QUERN_TAG(DD, dd), QUERN_TAG(DETAILS, details);
    QUERN_TAG(DIALOG, dialog), QUERN_TAG(DIV, div), QUERN_TAG(DL, dl), QUERN_TAG(DT, dt), QUERN_TAG(EM, em);
    QUERN_TAG(EMBED, embed), QUERN_TAG(FIELDSET, fieldset), QUERN_TAG(FIGCAPTION, figcaption);
    QUERN_TAG(FIGURE, figure), QUERN_TAG(FOOTER, footer), QUERN_TAG(FORM, form), QUERN_TAG(H1, h1);
    QUERN_TAG(H2, h2), QUERN_TAG(H3, h3), QUERN_TAG(H4, h4), QUERN_TAG(H5, h5), QUERN_TAG(H6, h6);
    QUERN_TAG(HEAD, head), QUERN_TAG(HEADER, header), QUERN_TAG(HGROUP, hgroup), QUERN_TAG(HR, hr);
    QUERN_TAG(HTML, html), QUERN_TAG(IFRAME, iframe), QUERN_TAG(IMG, img), QUERN_TAG(INPUT, input);
    QUERN_TAG(LABEL, label), QUERN_TAG(LEGEND, legend), QUERN_TAG(LI, li), QUERN_TAG(LINK, link);
    QUERN_TAG(LISTING, listing), QUERN_TAG(MAIN, main), QUERN_TAG(MAP, map), QUERN_TAG(MATH, math);
    QUERN_TAG(MENU, menu), QUERN_TAG(META, meta), QUERN_TAG(NAV, nav), QUERN_TAG(NOFRAMES, noframes);
    QUERN_TAG(NOSCRIPT, noscript), QUERN_TAG(OBJECT, object), QUERN_TAG(OL, ol), QUERN_TAG(OPTION, option);
    QUERN_TAG(P, p), QUERN_TAG(PRE, pre), QUERN_TAG(Q, q), QUERN_TAG(RP, rp), QUERN_TAG(RT, rt),
        QUERN_TAG(S, s);
    QUERN_TAG(SCRIPT, script), QUERN_TAG(SECTION, section), QUERN_TAG(SELECT, select),
        QUERN_TAG(SOURCE, source);
    QUERN_TAG(SPAN, span), QUERN_TAG(STRONG, strong), QUERN_TAG(STYLE, style), QUERN_TAG(SUMMARY, summary);
    QUERN_TAG(SUB, sub), QUERN_TAG(SUP, sup), QUERN_TAG(SVG, svg), QUERN_TAG(TABLE, table),
        QUERN_TAG(TBODY, tbody);
    QUERN_TAG(TD, td), QUERN_TAG(TEXTAREA, textarea), QUERN_TAG(TFOOT, tfoot), QUERN_TAG(TH, th);
    QUERN_TAG(THEAD, thead), QUERN_TAG(TIME, time), QUERN_TAG(TITLE, title), QUERN_TAG(TR, tr);
    QUERN_TAG(TRACK, track), QUERN_TAG(UL, ul), QUERN_TAG(VIDEO, video), QUERN_TAG(WBR, wbr),
        QUERN_TAG(XMP, xmp);
#undef QUERN_TAG
    return table;
}();

bool is_name_byte(char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

ReferenceSize find_numeric(std::string_view s) {
    std::size_t i = 2;
    const bool hex = i < s.size() && (s[i] | 0x20) == 'x';
    if (hex) ++i;
    const auto first = i;
    const auto is_digit = [&](char c) {
        return (c >= '0' && c <= '9') || (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    };
    while (i < s.size() && is_digit(s[i])) ++i;
    if (i == first) return {};
    if (i < s.size() && s[i] == ';') ++i;
    return {i, 1};
}

// Whether `name` is a character reference in MyHTML's own table; the semicolon, where one is needed, is part
// of it.
std::size_t code_points_of(std::string_view name) {
    std::size_t offset = 0, ignored = 0;
    const auto* entry = myhtml_charef_find(name.data(), &offset, name.size(), &ignored);
    return entry && offset == name.size() ? entry->codepoints_len : 0;
}

ReferenceSize find_reference(std::string_view s) {
    if (s.size() > 1 && s[1] == '#') return find_numeric(s);
    constexpr std::size_t longest = 32,
                          longest_bare = 6;  // of all names, and of those that need no semicolon
    std::size_t end = 1;
    while (end < s.size() && end <= longest && is_name_byte(s[end])) ++end;
    if (end < s.size() && s[end] == ';')
        if (const auto count = code_points_of(s.substr(1, end))) return {end + 1, count};
    for (auto size = std::min(end - 1, longest_bare); size >= 2; --size)
        if (const auto count = code_points_of(s.substr(1, size))) return {size + 1, count};
    return {};
}

// Where a text token stands in the page.
struct Token {
    std::size_t begin, size;
};

}  // namespace

struct PageTree::Parser {
    Parser() { open(); }
    ~Parser() { close(); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    void open() {
        library = myhtml_create();
        if (!library || myhtml_init(library, MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0)) throw std::bad_alloc();
        tree = myhtml_tree_create();
        if (!tree || myhtml_tree_init(tree, library)) throw std::bad_alloc();
        myhtml_callback_before_token_done_set(tree, note_token, this);
    }

    void close() {
        if (tree) myhtml_tree_destroy(tree);
        if (library) myhtml_destroy(library);
        tree = nullptr, library = nullptr;
    }

    static void* note_token(myhtml_tree_t*, myhtml_token_node_t* token, void* parser) {
        if (token && token->tag_id == MyHTML_TAG__TEXT)
            static_cast<Parser*>(parser)->tokens.push_back({token->raw_begin, token->raw_length});
        return parser;  // what is handed over the next time
    }

    myhtml_t* library = nullptr;
    myhtml_tree_t* tree = nullptr;
    std::vector<Token> tokens;
};

namespace {

std::string_view view(const mycore_string_t& string) {
    return string.data ? std::string_view(string.data, string.length) : std::string_view();
}

std::size_t begin_of(const myhtml_tree_node_t* node) {
    return node->token ? node->token->element_begin : 0;
}

// Copies MyHTML's tree into ours, without recursion.
class Copier {
public:
    Copier(std::string_view page, std::size_t base, const std::vector<Token>& tokens,
           std::vector<Node>& nodes, std::vector<Attribute>& attributes, std::vector<TextPiece>& pieces)
        : page_(page),
          base_(base),
          tokens_(tokens),
          nodes_(nodes),
          attributes_(attributes),
          pieces_(pieces) {}

    void run(myhtml_tree_node_t* root) {
        open_.push_back({root, 0});
        while (!open_.empty()) {
            const auto [node, parent] = open_.back();
            open_.pop_back();
            const auto number = static_cast<NodeNumber>(nodes_.size());
            visit(*node, parent);
            push_children(*node, number);
        }
        for (auto i = nodes_.size(); i-- > 1;) {
            auto& parent = nodes_[nodes_[i].parent];
            parent.end = std::max(parent.end, nodes_[i].end);
        }
        if (!merged_.empty()) align_merged();
    }

private:
    struct Open {
        myhtml_tree_node_t* node;
        NodeNumber parent;
    };
    struct Merged {
        NodeNumber node;
        const myhtml_token_node_t* token;
    };

    // The first child comes to lie on top.
    void push_children(const myhtml_tree_node_t& node, NodeNumber number) {
        const auto first = open_.size();
        for (auto* child = node.child; child; child = child->next) open_.push_back({child, number});
        restore_order(first);
        std::reverse(open_.begin() + static_cast<std::ptrdiff_t>(first), open_.end());
    }

    // What stands in a table but in none of its cells HTML5 puts in front of the table. Here it goes back
    // behind, so that the text keeps the page's order.
    void restore_order(std::size_t first) {
        for (auto i = first + 1; i < open_.size(); ++i)
            if (open_[i].node->tag_id == MyHTML_TAG_TABLE)
                for (auto k = i; k > first && begin_of(open_[k - 1].node) > begin_of(open_[k].node); --k)
                    std::swap(open_[k - 1], open_[k]);
    }

    void visit(const myhtml_tree_node_t& from, NodeNumber parent) {
        const auto number = static_cast<NodeNumber>(nodes_.size());
        Node node;
        node.tag = from.tag_id < tags.size() ? tags[from.tag_id] : Tag::unknown;
        node.name = is_element(from.tag_id) ? static_cast<std::uint32_t>(from.tag_id) : 0;
        node.parent = parent;
        node.end = number + 1;
        node.attributes = static_cast<std::uint32_t>(attributes_.size());
        node.pieces = static_cast<std::uint32_t>(pieces_.size());
        if (from.token && node.tag == Tag::text)
            add_text(*from.token, number, is_code(nodes_[parent].tag));
        else if (from.token)
            for (auto* a = from.token->attr_first; a; a = a->next)
                attributes_.push_back({view(a->key), view(a->value)});
        node.attribute_count = static_cast<std::uint32_t>(attributes_.size()) - node.attributes;
        node.piece_count = static_cast<std::uint32_t>(pieces_.size()) - node.pieces;
        nodes_.push_back(node);
    }

    static bool is_element(myhtml_tag_id_t tag) {
        return tag != MyHTML_TAG__UNDEF && tag != MyHTML_TAG__TEXT && tag != MyHTML_TAG__COMMENT &&
               tag != MyHTML_TAG__DOCTYPE;
    }

    // What stands in these nobody sees: its place need not be known by the letter.
    static bool is_code(Tag tag) { return tag == Tag::script || tag == Tag::style; }

    // Texts that MyHTML joined out of several tokens have lost their place; only where they begin is known.
    void add_text(const myhtml_token_node_t& token, NodeNumber number, bool code) {
        const auto text = view(token.str);
        if (text.empty()) return;
        if (token.raw_length == 0) {
            merged_.push_back({number, &token});
            starts_.push_back(token.element_begin);
        } else {
            starts_.push_back(token.raw_begin);
            if (code) return add_whole({token.raw_begin, token.raw_length}, text);
            const auto before = pieces_.size();
            if (add_aligned({token.raw_begin, token.raw_length}, text) == text.size()) return;
            pieces_.resize(before);
            add_whole({token.raw_begin, token.raw_length}, text);
        }
    }

    std::size_t add_aligned(Token place, std::string_view text) {
        if (place.begin > page_.size() || place.size > page_.size() - place.begin) return 0;
        auto raw = page_.substr(place.begin, place.size);
        auto begin = static_cast<std::uint32_t>(base_ + place.begin);
        if (const auto size = align(raw, begin, text, find_reference, pieces_)) return size;
        // The first line break of a pre is left out.
        const std::size_t feed = raw.starts_with("\r\n")                          ? 2
                                 : raw.starts_with("\n") || raw.starts_with("\r") ? 1
                                                                                  : 0;
        if (feed == 0) return 0;
        return align(raw.substr(feed), begin + static_cast<std::uint32_t>(feed), text, find_reference,
                     pieces_);
    }

    // One piece for the whole: still exact, only larger than need be.
    void add_whole(Token place, std::string_view text) {
        const auto begin = static_cast<std::uint32_t>(base_ + std::min(place.begin, page_.size()));
        const auto size = static_cast<std::uint32_t>(std::min(place.size, base_ + page_.size() - begin));
        pieces_.push_back({text, {begin, begin + size}, false});
    }

    // A joined text is its first token and, in order, of the tokens behind that no node begins with, those
    // whose letters fit.
    void align_merged() {
        std::sort(starts_.begin(), starts_.end());
        std::vector<Token> orphans;
        for (const auto& token : tokens_)
            if (!std::binary_search(starts_.begin(), starts_.end(), token.begin)) orphans.push_back(token);
        for (const auto& [number, token] : merged_) {
            auto& node = nodes_[number];
            node.pieces = static_cast<std::uint32_t>(pieces_.size());
            align_parts(view(token->str), token->element_begin, orphans);
            node.piece_count = static_cast<std::uint32_t>(pieces_.size()) - node.pieces;
        }
    }

    void align_parts(std::string_view text, std::size_t begin, const std::vector<Token>& orphans) {
        constexpr int most_misses = 64;
        const auto by_begin = [](const Token& token, std::size_t at) { return token.begin < at; };
        const auto first = std::lower_bound(tokens_.begin(), tokens_.end(), begin, by_begin);
        auto next = std::lower_bound(orphans.begin(), orphans.end(), begin, by_begin);
        std::size_t at = first != tokens_.end() && first->begin == begin ? add_aligned(*first, text) : 0;
        auto end = begin;
        for (int misses = 0; at < text.size() && next != orphans.end() && misses < most_misses; ++next) {
            if (const auto size = add_aligned(*next, text.substr(at)))
                at += size, end = next->begin + next->size;
            else
                ++misses;
        }
        if (at < text.size()) add_whole({end, 0}, text.substr(at));
    }

    std::string_view page_;
    std::size_t base_;  // of the parsed bytes in the page
    const std::vector<Token>& tokens_;
    std::vector<Node>& nodes_;
    std::vector<Attribute>& attributes_;
    std::vector<TextPiece>& pieces_;
    std::vector<Open> open_;
    std::vector<Merged> merged_;
    std::vector<std::size_t> starts_;  // where the texts of nodes begin
};

}  // namespace

PageTree::PageTree() : parser_(std::make_unique<Parser>()) {}
PageTree::~PageTree() = default;

void PageTree::parse(std::string_view page) {
    nodes_.clear(), attributes_.clear(), pieces_.clear();
    parser_->tokens.clear();
    check_limits(page);
    const std::size_t base = page.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const auto body = page.substr(base);
    if (const auto status = myhtml_parse(parser_->tree, MyENCODING_UTF_8, body.data(), body.size()))
        throw quern::Error("MyHTML cannot parse the page: its status is " + std::to_string(status));
    Copier(body, base, parser_->tokens, nodes_, attributes_, pieces_)
        .run(myhtml_tree_get_document(parser_->tree));
}

std::string_view PageTree::element_name(NodeNumber node) const {
    std::size_t size = 0;
    const auto* name = myhtml_tag_name_by_id(parser_->tree, nodes_[node].name, &size);
    return name ? std::string_view(name, size) : std::string_view();
}

std::string_view PageTree::attribute(NodeNumber node, std::string_view name) const {
    for (const auto& attribute : attributes(node))
        if (attribute.name == name) return attribute.value;
    return {};
}

std::string PageTree::text_below(NodeNumber node) const {
    std::string text;
    for (auto i = node; i < nodes_[node].end; ++i)
        for (const auto& piece : pieces(i)) text += piece.text;
    return text;
}

}  // namespace clean_html
