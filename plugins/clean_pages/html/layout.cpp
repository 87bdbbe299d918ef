// SPDX-License-Identifier: MIT
#include "layout.hpp"

#include <algorithm>
#include <vector>

#include "block_writer.hpp"
#include "marks.hpp"
#include "page_prose.hpp"

namespace clean_html {
namespace {

// What an element makes of the blocks inside.
bool gives_kind(Tag tag, BlockKind& kind) {
    switch (tag) {
        case Tag::h1:
        case Tag::h2:
        case Tag::h3:
        case Tag::h4:
        case Tag::h5:
        case Tag::h6:
            return kind = BlockKind::heading, true;
        case Tag::li:
            return kind = BlockKind::item, true;
        case Tag::blockquote:
            return kind = BlockKind::quote, true;
        case Tag::pre:
        case Tag::listing:
            return kind = BlockKind::code, true;
        case Tag::figcaption:
        case Tag::caption:
            return kind = BlockKind::caption, true;
        case Tag::table:
        case Tag::td:
        case Tag::th:
            return kind = BlockKind::paragraph, true;
        default:
            return false;
    }
}

bool is_box(Tag tag) {
    return tag == Tag::aside || tag == Tag::nav || tag == Tag::footer || tag == Tag::menu || tag == Tag::form;
}

// Walks the tree in document order.
class LayoutWalk {
public:
    LayoutWalk(const PageTree& tree, const RuledPage& rules, Layout& layout)
        : tree_(tree),
          rules_(rules),
          layout_(layout),
          writer_(layout),
          prose_(tree),
          origins_(tree.origins()) {}

    void run() {
        const auto& nodes = tree_.nodes();
        for (NodeNumber i = 0; i < rules_.nodes.size(); ++i)
            if (rules_.nodes[i] == RuledPage::keep) kept_.push_back(i);
        levels_.push_back({static_cast<NodeNumber>(nodes.size()), BlockKind::paragraph, 0});
        for (NodeNumber i = 0; i < nodes.size();) {
            while (levels_.size() > 1 && levels_.back().end <= i) leave();
            i = nodes[i].tag == Tag::text ? text(i) : element(i);
        }
        writer_.end();
    }

private:
    struct Level {
        NodeNumber end;
        BlockKind kind;
        std::uint32_t marks;
        bool keeps_space = false, in_link = false, block = false, data_table = false;
        bool silent = false;  // concealed, but for what the user's rules keep below
    };

    NodeNumber text(NodeNumber i) {
        const auto& level = levels_.back();
        if (level.silent) return i + 1;
        tree_.each_piece(i, origins_, [&](const TextPiece& piece) {
            writer_.text(piece, i, level.marks, level.keeps_space, level.in_link);
        });
        return i + 1;
    }

    NodeNumber element(NodeNumber i) {
        const auto& node = tree_.nodes()[i];
        const auto said = rules_.of(i);
        if (said == RuledPage::drop || (is_hidden(node.tag) && !is_for_crawlers(node, i))) return node.end;
        const bool is_concealed = prose_.is_concealed(i) && said != RuledPage::keep;
        const bool is_silent = is_concealed && !prose_.is_meant(node, i);
        if (is_silent && !keeps_below(node, i)) return node.end;
        if (node.tag == Tag::br) return writer_.line_break(), node.end;
        if (node.tag == Tag::hr) return writer_.begin(levels_.back().kind), node.end;
        Level level = levels_.back();
        level.end = node.end;
        level.silent = (level.silent || is_silent) && said != RuledPage::keep;
        const auto marks = layout_.own_marks[i] = marks_of(tree_, i);
        if ((marks & ~level.marks) != 0 && (marks == title || !prose_.is_most(node, i))) level.marks |= marks;
        if ((is_box(node.tag) || (marks & furniture && marks & (sharing | comments))) &&
            !prose_.is_part(node, i))
            level.marks |= box, layout_.own_marks[i] |= box;
        if (is_concealed) level.marks |= concealed, layout_.own_marks[i] |= concealed;
        level.in_link |= node.tag == Tag::a && has_address(i);
        level.keeps_space |= node.tag == Tag::pre || node.tag == Tag::listing;
        level.block = is_block(node.tag) || said == RuledPage::keep;
        if (said == RuledPage::keep) level.marks |= chosen;
        if (level.data_table)
            enter_table_part(i, level);
        else if (node.tag == Tag::table && is_data_table(i))
            level.data_table = true, level.kind = BlockKind::table;
        else
            gives_kind(node.tag, level.kind);
        if (level.block) writer_.begin(level.kind);
        if (node.end > i + 1) levels_.push_back(level);
        return i + 1;
    }

    void enter_table_part(NodeNumber i, Level& level) {
        const auto& node = tree_.nodes()[i];
        level.block = false;
        if (node.tag == Tag::tr) writer_.separate("\n");
        const bool first = i == node.parent + 1;
        if ((node.tag == Tag::td || node.tag == Tag::th) && !first) writer_.separate("\t");
    }

    void leave() {
        const bool block = levels_.back().block;
        levels_.pop_back();
        if (block) writer_.begin(levels_.back().kind);
    }

    bool keeps_below(const Node& node, NodeNumber i) const {
        const auto first = std::upper_bound(kept_.begin(), kept_.end(), i);
        return first != kept_.end() && *first < node.end;
    }

    // Without one it is no link, but a place that others lead to.
    bool has_address(NodeNumber i) const {
        const auto attributes = tree_.attributes(i);
        return std::any_of(attributes.begin(), attributes.end(),
                           [](const Attribute& attribute) { return attribute.name == "href"; });
    }

    // Some pages are drawn by scripts, and keep their text in a noscript for those that run none.
    bool is_for_crawlers(const Node& node, NodeNumber i) const {
        return node.tag == Tag::noscript && prose_.is_most(node, i);
    }

    // More than one row and column, and nothing but words in the cells; other tables only lay the page out.
    bool is_data_table(NodeNumber table) const {
        const auto& nodes = tree_.nodes();
        std::size_t rows = 0, cells = 0;
        for (auto i = table + 1; i < nodes[table].end; ++i) {
            const auto tag = nodes[i].tag;
            rows += tag == Tag::tr;
            cells += tag == Tag::td || tag == Tag::th;
            const bool part = tag == Tag::tr || tag == Tag::td || tag == Tag::th || tag == Tag::tbody ||
                              tag == Tag::thead || tag == Tag::tfoot || tag == Tag::p;
            if ((is_block(tag) && !part) || rules_.of(i) == RuledPage::keep) return false;
        }
        return rows >= 2 && cells >= 2 * rows;
    }

    const PageTree& tree_;
    const RuledPage& rules_;
    Layout& layout_;
    BlockWriter writer_;
    PageProse prose_;
    MapReader origins_;
    std::vector<NodeNumber> kept_;  // by the user's rules
    std::vector<Level> levels_;
};

}  // namespace

bool is_block(Tag tag) {
    switch (tag) {
        case Tag::a:
        case Tag::abbr:
        case Tag::cite:
        case Tag::code:
        case Tag::em:
        case Tag::img:
        case Tag::q:
        case Tag::s:
        case Tag::span:
        case Tag::strong:
        case Tag::sub:
        case Tag::sup:
        case Tag::text:
        case Tag::time:
        case Tag::wbr:
        case Tag::br:
        case Tag::unknown:
        case Tag::input:
        case Tag::label:
        case Tag::picture:
        case Tag::source:
            return false;
        default:
            return true;
    }
}

std::string_view to_string(BlockKind kind) {
    static constexpr std::string_view names[] = {"paragraph", "heading", "list item", "table",
                                                 "caption",   "quote",   "code"};
    return names[static_cast<std::size_t>(kind)];
}

void LayoutWriter::write(const Block& block) {
    origins_.each_part(block.text, [&](quern::OffsetMap::Kind kind, quern::Span text, quern::Span page) {
        // What HTML5 moved about stands before pieces used already; the map holds no way back.
        if (kind == quern::OffsetMap::Kind::inserted || page.begin < at_)
            return to_.insert(text.of(layout_.text));
        kind == quern::OffsetMap::Kind::copied ? to_.copy(page) : to_.replace(text.of(layout_.text), page);
        at_ = page.end;
    });
}

void lay_out(const PageTree& tree, const RuledPage& rules, Layout& layout) {
    layout.text.clear();
    layout.origin = {};
    layout.blocks.clear();
    layout.own_marks.assign(tree.nodes().size(), 0);
    LayoutWalk(tree, rules, layout).run();
}

}  // namespace clean_html
