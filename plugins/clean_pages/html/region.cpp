// SPDX-License-Identifier: MIT
#include "region.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "marks.hpp"
#include "press/ascii.hpp"

namespace clean_html {
namespace {

// Whole class names and ids, as common publishing systems and newspapers give them to an article's text.
constexpr std::string_view body_names[] = {
    "article-body",        "article__body",     "articlebody",   "article-content",    "article__content",
    "articlecontent",      "article-text",      "article__text", "article-copy",       "article-body-content",
    "article_body",        "article_content",   "article-main",  "articletext",        "body-copy",
    "content-body",        "c-entry-content",   "entry-content", "entry__content",     "entry-body",
    "main-article",        "news-article-body", "pf-content",    "post-body",          "post-content",
    "post__content",       "post-text",         "post-entry",    "postcontent",        "single-content",
    "single-post-content", "story-body",        "story__body",   "storybody",          "story-content",
    "story-text",          "story_body",        "storytext",     "td-post-content",    "text-body",
    "the-content",         "transcript",        "body-text",     "article-page__body", "content__body",
    "body-content",        "rich-text",         "news-content",  "blog-content"};

using press::is_blank;

constexpr Rule none = rule_count;

constexpr std::size_t longest_body_name = 24;

// For each first letter the lengths of the names that begin with it, a bit each: most names are none of
// these.
constexpr auto lengths_by_letter = [] {
    std::array<std::uint32_t, 256> lengths{};
    for (const auto name : body_names) lengths[static_cast<unsigned char>(name[0])] |= 1u << name.size();
    return lengths;
}();

bool is_body_name(std::string_view word) {
    if (word.empty() || word.size() > longest_body_name) return false;
    if (!(lengths_by_letter[static_cast<unsigned char>(press::lower(word[0]))] >> word.size() & 1))
        return false;
    std::array<char, longest_body_name> small{};
    std::transform(word.begin(), word.end(), small.begin(), [](char c) { return press::lower(c); });
    const std::string_view folded(small.data(), word.size());
    return std::find(std::begin(body_names), std::end(body_names), folded) != std::end(body_names);
}

bool has_body_name(std::string_view names) {
    for (std::size_t begin = 0; begin < names.size();) {
        auto end = begin;
        while (end < names.size() && !is_blank(names[end])) ++end;
        if (is_body_name(names.substr(begin, end - begin))) return true;
        begin = end + 1;
    }
    return false;
}

class RegionFinder {
public:
    RegionFinder(const PageTree& tree, const Layout& layout, Region& region)
        : tree_(tree), layout_(layout), region_(region), inside_(region.inside) {}

    void run() {
        inside_.assign(layout_.blocks.size(), false);
        sum_prose();
        collect_candidates();
        region_.rule = none;
        for (const auto rule : {item_property, name, article, main_part}) {
            const auto root = region_.roots[rule] = best_of(candidates_[rule]);
            if (root == 0 || region_.rule != none || !holds_enough(root)) continue;
            region_.rule = rule;
            mark(root);
            mark_siblings(candidates_[rule], root);
        }
        const auto root = region_.roots[densest] = find_densest();
        if (region_.rule != none) return;
        if (root == 0) return inside_.assign(layout_.blocks.size(), true);
        region_.rule = densest;
        mark(root);
    }

private:
    // Bytes of paragraphs that are neither links nor marked as something else, before each block.
    void sum_prose() {
        std::uint64_t sum = 0;
        for (const auto& block : layout_.blocks) {
            prose_before_.push_back(sum);
            sum += prose_of(block);
        }
        prose_before_.push_back(sum);
    }

    static std::uint64_t prose_of(const Block& block) {
        constexpr std::uint32_t shortest = 80;
        const bool other =
            (block.marks & (frame | furniture | caption | byline)) != 0 || block.kind == BlockKind::heading;
        if (other || block.text.size() < shortest || 2 * block.link_bytes > block.text.size()) return 0;
        return block.text.size() - block.link_bytes;
    }

    // The blocks below a node.
    std::pair<std::size_t, std::size_t> blocks_below(NodeNumber node) const {
        const auto by_node = [](const Block& block, NodeNumber n) { return block.node < n; };
        const auto& blocks = layout_.blocks;
        const auto first = std::lower_bound(blocks.begin(), blocks.end(), node, by_node);
        const auto last = std::lower_bound(first, blocks.end(), tree_.nodes()[node].end, by_node);
        return {first - blocks.begin(), last - blocks.begin()};
    }

    std::uint64_t prose_below(NodeNumber node) const {
        const auto [first, last] = blocks_below(node);
        return prose_before_[last] - prose_before_[first];
    }

    void collect_candidates() {
        for (NodeNumber i = 0; i < tree_.nodes().size(); ++i) {
            const auto rule = rule_of(i);
            if (rule != none) candidates_[rule].push_back(i);
        }
    }

    Rule rule_of(NodeNumber i) const {
        const auto tag = tree_.nodes()[i].tag;
        if (tag == Tag::text || tag == Tag::body || tag == Tag::html) return none;
        Rule rule = tag == Tag::article ? article : tag == Tag::main ? main_part : none;
        for (const auto& [key, value] : tree_.attributes(i)) {
            if (key == "itemprop" && value == "articleBody") return item_property;
            if ((key == "class" || key == "id") && has_body_name(value)) rule = std::min(rule, name);
            if (key == "role" && value == "main") rule = std::min(rule, main_part);
        }
        return rule;
    }

    // Of elements inside one another the innermost that holds nearly all.
    NodeNumber best_of(const std::vector<NodeNumber>& nodes) const {
        std::uint64_t most = 0;
        for (const auto node : nodes) most = std::max(most, prose_below(node));
        NodeNumber best = 0;
        for (const auto node : nodes)
            if (most > 0 && prose_below(node) * 100 >= most * 95 &&
                (best == 0 || node < tree_.nodes()[best].end))
                best = node;
        return best;
    }

    bool holds_enough(NodeNumber root) const {
        constexpr std::uint64_t least_share = 35;  // per cent of the page's prose
        return prose_below(root) * 100 >= prose_before_.back() * least_share;
    }

    // Some publishing systems cut an article's text into several elements of one name, with boxes between
    // them.
    void mark_siblings(const std::vector<NodeNumber>& nodes, NodeNumber best) {
        const auto& tree = tree_.nodes();
        const auto names = tree_.attribute(best, "class");
        if (names.empty() || tree[best].tag == Tag::article) return;
        for (const auto node : nodes) {
            const bool beside = tree[node].parent == tree[best].parent ||
                                tree[tree[node].parent].parent == tree[tree[best].parent].parent;
            const bool apart = node >= tree[best].end || tree[node].end <= best;
            if (apart && beside && tree_.attribute(node, "class") == names) mark(node);
        }
    }

    void mark(NodeNumber node) {
        const auto [first, last] = blocks_below(node);
        for (auto i = first; i < last; ++i) inside_[i] = true;
    }

    // The element whose own paragraphs, and half of those one level below, make the most.
    NodeNumber find_densest() const {
        const auto& nodes = tree_.nodes();
        // of each node the next around it, or itself, that is no part of a line
        std::vector<NodeNumber> owners(nodes.size());
        for (NodeNumber i = 1; i < nodes.size(); ++i)
            owners[i] = is_inline(nodes[i].tag) ? owners[nodes[i].parent] : i;
        std::unordered_map<NodeNumber, double> score;
        for (const auto& block : layout_.blocks) {
            const auto prose = static_cast<double>(prose_of(block));
            if (prose == 0) continue;
            const auto own = owners[nodes[block.node].parent];
            const bool bare =
                nodes[own].tag == Tag::div || nodes[own].tag == Tag::section || nodes[own].tag == Tag::td;
            const auto parent = bare ? own : nodes[own].parent;
            score[parent] += prose;
            score[nodes[parent].parent] += prose / 2;
        }
        NodeNumber best = 0;
        double most = 0;
        for (const auto& [node, sum] : score)
            if (sum > most || (sum == most && node > best)) most = sum, best = node;
        return best;
    }

    static bool is_inline(Tag tag) {
        return tag == Tag::unknown || tag == Tag::a || tag == Tag::span || tag == Tag::em ||
               tag == Tag::strong || tag == Tag::time || tag == Tag::cite || tag == Tag::abbr ||
               tag == Tag::q;
    }

    const PageTree& tree_;
    const Layout& layout_;
    Region& region_;
    std::vector<bool>& inside_;
    std::vector<std::uint64_t> prose_before_;
    std::array<std::vector<NodeNumber>, none> candidates_;
};

}  // namespace

void find_region(const PageTree& tree, const Layout& layout, Region& region) {
    RegionFinder(tree, layout, region).run();
}

}  // namespace clean_html
