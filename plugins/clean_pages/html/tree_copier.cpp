// SPDX-License-Identifier: MIT
#include "tree_copier.hpp"

#include <algorithm>

#include "myhtml_tags.hpp"
#include "text_pieces.hpp"

namespace clean_html {
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
    Copier(std::string_view page, std::size_t base, const std::vector<TextToken>& tokens, Nodes& to)
        : page_(page), base_(static_cast<std::uint32_t>(base)), tokens_(tokens), to_(to), nodes_(to.nodes) {}

    void run(myhtml_tree_node_t* root) {
        open_.push_back({root, 0, false});
        while (!open_.empty()) {
            const auto [node, parent, leads] = open_.back();
            open_.pop_back();
            if (leads && node->next) open_.push_back({node->next, parent, true});
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
        bool leads;  // its siblings follow; else they are here themselves
    };
    struct Merged {
        std::size_t text;  // in Nodes::texts
        const myhtml_token_node_t* token;
    };

    // The first child comes to lie on top: alone, unless the order is not that of the page.
    void push_children(const myhtml_tree_node_t& node, NodeNumber number) {
        auto* child = node.child;
        while (child && child->tag_id != MyHTML_TAG_TABLE) child = child->next;
        if (!child) {
            if (node.child) open_.push_back({node.child, number, true});
            return;
        }
        const auto first = open_.size();
        for (child = node.child; child; child = child->next) open_.push_back({child, number, false});
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
        node.tag = tag_of(from.tag_id);
        node.name = is_element(from.tag_id) ? static_cast<std::uint32_t>(from.tag_id) : 0;
        node.parent = parent;
        node.end = number + 1;
        if (from.token && node.tag == Tag::text)
            node.first = static_cast<std::uint32_t>(to_.texts.size()),
            node.count = add_text(*from.token, is_code(nodes_[parent].tag));
        else if (from.token)
            node.first = static_cast<std::uint32_t>(to_.attributes.size()),
            node.count = add_attributes(*from.token);
        nodes_.push_back(node);
    }

    std::uint32_t add_attributes(const myhtml_token_node_t& token) {
        std::uint32_t count = 0;
        for (auto* a = token.attr_first; a; a = a->next, ++count)
            to_.attributes.push_back({view(a->key), view(a->value)});
        return count;
    }

    // What stands in these nobody sees: its place need not be known by the letter.
    static bool is_code(Tag tag) { return tag == Tag::script || tag == Tag::style; }

    // Texts that MyHTML joined out of several tokens have lost their place; only where they begin is known.
    std::uint32_t add_text(const myhtml_token_node_t& token, bool code) {
        const auto text = view(token.str);
        if (text.empty()) return 0;
        const auto number = to_.texts.size();
        to_.texts.push_back({text.data(), {}});
        if (token.raw_length == 0) {
            merged_.push_back({number, &token});
            starts_.push_back(static_cast<std::uint32_t>(token.element_begin));
            return 1;
        }
        const auto place = place_of(token);
        starts_.push_back(place.begin);
        const auto begin = to_.origin.text_size();
        if (code || add_aligned(place, text) != text.size()) {
            to_.origin.truncate(begin);
            add_whole(place, text);
        }
        to_.texts[number].at = {begin, to_.origin.text_size()};
        return 1;
    }

    std::size_t add_aligned(TextToken place, std::string_view text) {
        if (place.begin > page_.size() || place.size > page_.size() - place.begin) return 0;
        auto raw = page_.substr(place.begin, place.size);
        const auto begin = base_ + place.begin;
        if (const auto size = align(raw, begin, text, to_.origin)) return size;
        // The first line break of a pre is left out.
        const std::size_t feed = raw.starts_with("\r\n")                          ? 2
                                 : raw.starts_with("\n") || raw.starts_with("\r") ? 1
                                                                                  : 0;
        if (feed == 0) return 0;
        return align(raw.substr(feed), begin + static_cast<std::uint32_t>(feed), text, to_.origin);
    }

    // One piece for the whole: still exact, only larger than need be.
    void add_whole(TextToken place, std::string_view text) {
        const auto page_end = base_ + static_cast<std::uint32_t>(page_.size());
        const auto begin = std::min(base_ + place.begin, page_end);
        const auto size = std::min(place.size, page_end - begin);
        to_.origin.replaced(static_cast<std::uint32_t>(text.size()), {begin, begin + size});
    }

    // A joined text is its first token and, in order, of the tokens behind that no node begins with, those
    // whose letters fit.
    void align_merged() {
        std::sort(starts_.begin(), starts_.end());
        std::vector<TextToken> orphans;
        for (const auto& token : tokens_)
            if (!std::binary_search(starts_.begin(), starts_.end(), token.begin)) orphans.push_back(token);
        for (const auto& [number, token] : merged_) {
            const auto begin = to_.origin.text_size();
            align_parts(view(token->str), token->element_begin, orphans);
            to_.texts[number].at = {begin, to_.origin.text_size()};
        }
    }

    void align_parts(std::string_view text, std::size_t begin, const std::vector<TextToken>& orphans) {
        constexpr int most_misses = 64;
        const auto by_begin = [](const TextToken& token, std::size_t at) { return token.begin < at; };
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
        if (at < text.size()) add_whole({static_cast<std::uint32_t>(end), 0}, text.substr(at));
    }

    std::string_view page_;
    std::uint32_t base_;  // of the parsed bytes in the page
    const std::vector<TextToken>& tokens_;
    Nodes& to_;
    std::vector<Node>& nodes_;
    std::vector<Open> open_;
    std::vector<Merged> merged_;
    std::vector<std::uint32_t> starts_;  // where the texts of nodes begin
};

}  // namespace

void copy_tree(myhtml_tree_node_t* root, std::string_view page, std::size_t base,
               const std::vector<TextToken>& tokens, Nodes& to) {
    Copier(page, base, tokens, to).run(root);
}

}  // namespace clean_html
