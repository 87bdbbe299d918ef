// SPDX-License-Identifier: MIT
// How much prose stands where in a page, and what of it the page conceals.
#pragma once

#include <cstdint>
#include <vector>

#include "marks.hpp"
#include "page_tree.hpp"

namespace clean_html {

// How much prose stands below each node: texts long enough to be more than a label.
class PageProse {
public:
    explicit PageProse(const PageTree& tree)
        : concealed_(tree.nodes().size()), concealed_below_(tree.nodes().size()) {
        sum(tree);
        for (NodeNumber i = 0; i < tree.nodes().size(); ++i) {
            const auto& node = tree.nodes()[i];
            if (node.tag == Tag::text || !clean_html::is_concealed(tree, i)) continue;
            concealed_[i] = true;
            concealed_below_[node.parent] += below(node, i);
        }
    }
    // Whether most of the page's prose stands below the node: then it is no mere box, whatever it is called.
    bool is_most(const Node& node, NodeNumber number) const { return 10 * below(node, number) > 4 * all(); }
    bool is_part(const Node& node, NodeNumber number) const { return 100 * below(node, number) > 15 * all(); }
    bool is_concealed(NodeNumber number) const { return concealed_[number]; }
    // Concealed, but with what is concealed beside it so much that the page means it to be read: until a
    // script has run, or for subscribers.
    bool is_meant(const Node& node, NodeNumber number) const {
        const auto beside = concealed_below_[node.parent];
        return below(node, number) > 0 && beside > 400 && 12 * beside > all();
    }

private:
    void sum(const PageTree& tree) {
        constexpr std::size_t shortest = 80;  // bytes
        before_.reserve(tree.nodes().size() + 1);
        std::uint32_t sum = 0;
        for (NodeNumber i = 0; i < tree.nodes().size(); ++i) {
            before_.push_back(sum);
            const auto size = tree.text(i).size();
            const auto parent = tree.nodes()[tree.nodes()[i].parent].tag;
            if (size >= shortest && parent != Tag::script && parent != Tag::style && parent != Tag::noscript)
                sum += static_cast<std::uint32_t>(size);
        }
        before_.push_back(sum);
    }
    std::uint64_t below(const Node& node, NodeNumber number) const {
        return before_[node.end] - before_[number];
    }
    std::uint64_t all() const { return before_.back(); }
    std::vector<std::uint32_t> before_;
    std::vector<bool> concealed_;
    std::vector<std::uint64_t> concealed_below_;
};

}  // namespace clean_html
