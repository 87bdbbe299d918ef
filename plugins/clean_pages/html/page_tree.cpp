// SPDX-License-Identifier: MIT
#include "page_tree.hpp"

#include <myhtml/myhtml.h>

#include <mutex>
#include <new>
#include <quern/error.hpp>
#include <string>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "page_limits.hpp"
#include "tree_copier.hpp"

namespace clean_html {

void give_back_freed_memory([[maybe_unused]] std::size_t page) {
#ifdef __GLIBC__
    constexpr std::size_t least_page = 2u << 20;
    static std::mutex walking;
    if (page <= least_page) return;
    if (const std::unique_lock lock(walking, std::try_to_lock); lock) malloc_trim(0);
#endif
}

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

    // Gives back what most of the memory goes into: tokens, attributes and nodes. Strings and names stay.
    void release_nodes() {
        tree->token = myhtml_token_destroy(tree->token);
        tree->tree_obj = mcobject_async_destroy(tree->tree_obj, true);
        tokens = {};
        released = true;
    }

    static void* note_token(myhtml_tree_t*, myhtml_token_node_t* token, void* parser) {
        if (token && token->tag_id == MyHTML_TAG__TEXT)
            static_cast<Parser*>(parser)->tokens.push_back(place_of(*token));
        return parser;  // what is handed over the next time
    }

    myhtml_t* library = nullptr;
    myhtml_tree_t* tree = nullptr;
    std::vector<TextToken> tokens;
    bool released = false;
};

PageTree::PageTree() : parser_(std::make_unique<Parser>()) {}
PageTree::~PageTree() = default;

void PageTree::parse(std::string_view page) {
    tree_.nodes.clear(), tree_.attributes.clear(), tree_.texts.clear();
    tree_.origin = {};
    check_limits(page);
    if (parser_->released) parser_ = std::make_unique<Parser>();
    parser_->tokens.clear();
    const std::size_t base = page.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const auto body = page.substr(base);
    if (const auto status = myhtml_parse(parser_->tree, MyENCODING_UTF_8, body.data(), body.size()))
        throw quern::Error("MyHTML cannot parse the page: its status is " + std::to_string(status));
    copy_tree(myhtml_tree_get_document(parser_->tree), body, base, parser_->tokens, tree_);
    if (page.size() <= large_page) return;
    parser_->release_nodes();
    give_back_freed_memory(page.size());
}

void PageTree::clear() {
    tree_ = {};
    parser_ = std::make_unique<Parser>();
}

std::string_view PageTree::element_name(NodeNumber node) const {
    std::size_t size = 0;
    const auto* name = myhtml_tag_name_by_id(parser_->tree, nodes()[node].name, &size);
    return name ? std::string_view(name, size) : std::string_view();
}

std::string_view PageTree::attribute(NodeNumber node, std::string_view name) const {
    for (const auto& attribute : attributes(node))
        if (attribute.name == name) return attribute.value;
    return {};
}

std::string PageTree::text_below(NodeNumber node) const {
    std::string text;
    for (auto i = node; i < nodes()[node].end; ++i) text += this->text(i);
    return text;
}

}  // namespace clean_html
