// SPDX-License-Identifier: MIT
#include "layout.hpp"

#include <algorithm>
#include <vector>

#include "marks.hpp"
#include "press/ascii.hpp"

namespace clean_html {
namespace {

using press::is_blank;

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

// Writes blocks: text comes in, white space is collapsed, segments come out.
class BlockWriter {
public:
    explicit BlockWriter(Layout& layout) : layout_(layout) {}

    void begin(BlockKind kind) {
        end();
        kind_ = kind;
    }

    void end() {
        if (open_) {
            auto& block = layout_.blocks.back();
            while (block.last > block.first && layout_.segments.back().kind == Segment::inserted)
                drop_last(block);
            block.last = size();
            block.text.end = static_cast<std::uint32_t>(layout_.text.size());
            if (block.text.empty()) layout_.blocks.pop_back();
        }
        open_ = false, has_pending_ = false, lines_ = 0;
    }

    // `marks` are those of all elements around; a block keeps the ones that all of its text has.
    void text(const TextPiece& piece, NodeNumber node, std::uint32_t marks, bool keep_space, bool in_link) {
        node_ = node, marks_ = marks, in_link_ = in_link;
        keep_space ? verbatim(piece) : collapse(piece);
    }

    // A br. Two of them end the paragraph.
    void line_break() {
        if (!open_) return;
        has_pending_ = false;
        if (++lines_ == 2) end();
    }

    // Between two cells of a table, and between two of its rows.
    void separate(std::string_view what) {
        if (!open_) return;
        has_pending_ = false, lines_ = 0;
        separator_ = what;
    }

private:
    std::uint32_t size() const { return static_cast<std::uint32_t>(layout_.segments.size()); }

    void collapse(const TextPiece& piece) {
        const auto text = piece.text;
        if (!piece.copied) {
            if (text.size() == 1 && is_blank(text[0]))
                note_space(piece.page);
            else
                put(Segment::replaced, text, piece.page);
            return;
        }
        for (std::size_t i = 0; i < text.size();) {
            auto end = i;
            if (is_blank(text[i])) {
                while (end < text.size() && is_blank(text[end])) ++end;
                note_space(part(piece.page, i, end), end - i == 1 && text[i] == ' ');
            } else {
                end = end_of_words(text, i);
                put(Segment::copied, text.substr(i, end - i), part(piece.page, i, end));
            }
            i = end;
        }
    }

    // As far as single spaces part the words: copied as one.
    static std::size_t end_of_words(std::string_view text, std::size_t i) {
        for (; i < text.size(); ++i)
            if (is_blank(text[i]) && (text[i] != ' ' || i + 1 == text.size() || is_blank(text[i + 1]))) break;
        return i;
    }

    static quern::Span part(quern::Span page, std::size_t begin, std::size_t end) {
        return {page.begin + static_cast<std::uint32_t>(begin), page.begin + static_cast<std::uint32_t>(end)};
    }

    void note_space(quern::Span page, bool plain = false) {
        if (!open_ || has_pending_ || lines_ > 0 || !separator_.empty()) return;
        has_pending_ = true;
        pending_ = page, pending_plain_ = plain;
    }

    void verbatim(const TextPiece& piece) {
        if (!open_ && std::all_of(piece.text.begin(), piece.text.end(), is_blank)) return;
        put(piece.copied ? Segment::copied : Segment::replaced, piece.text, piece.page);
    }

    void put(Segment::Kind kind, std::string_view text, quern::Span page) {
        open();
        if (!separator_.empty()) {
            append(Segment::inserted, separator_, {page.begin, page.begin});
            separator_ = {};
        } else if (lines_ > 0) {
            append(Segment::inserted, "\n", {page.begin, page.begin});
        } else if (has_pending_) {
            append(pending_plain_ ? Segment::copied : Segment::replaced, " ", pending_);
        }
        has_pending_ = false, lines_ = 0;
        layout_.blocks.back().marks &= marks_;
        append(kind, text, page);
        if (in_link_) layout_.blocks.back().link_bytes += static_cast<std::uint32_t>(text.size());
    }

    void open() {
        if (open_) return;
        open_ = true;
        const auto at = static_cast<std::uint32_t>(layout_.text.size());
        layout_.blocks.push_back({kind_, {at, at}, size(), size(), node_, marks_, 0});
        separator_ = {};
    }

    void append(Segment::Kind kind, std::string_view text, quern::Span page) {
        const auto begin = static_cast<std::uint32_t>(layout_.text.size());
        layout_.text += text;
        const auto end = static_cast<std::uint32_t>(layout_.text.size());
        auto& segments = layout_.segments;
        if (kind == Segment::copied && size() > layout_.blocks.back().first && segments.back().kind == kind &&
            segments.back().page.end == page.begin) {
            segments.back().page.end = page.end;
            segments.back().text.end = end;
        } else {
            segments.push_back({kind, {begin, end}, page});
        }
        layout_.blocks.back().last = size();
    }

    void drop_last(Block& block) {
        layout_.text.resize(layout_.segments.back().text.begin);
        layout_.segments.pop_back();
        block.last = size();
    }

    Layout& layout_;
    BlockKind kind_ = BlockKind::paragraph;
    std::uint32_t marks_ = 0;
    NodeNumber node_ = 0;
    bool in_link_ = false, open_ = false;
    bool has_pending_ = false, pending_plain_ = false;
    quern::Span pending_;         // white space that is written when a word follows
    std::string_view separator_;  // of a table, likewise
    int lines_ = 0;               // br since the last word
};

// How much prose stands below each node: texts long enough to be more than a label.
class Prose {
public:
    explicit Prose(const PageTree& tree)
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
            std::size_t size = 0;
            for (const auto& piece : tree.pieces(i)) size += piece.text.size();
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

// Walks the tree in document order.
class LayoutWalk {
public:
    LayoutWalk(const PageTree& tree, const RuledPage& rules, Layout& layout)
        : tree_(tree), rules_(rules), layout_(layout), writer_(layout), prose_(tree) {}

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
        for (const auto& piece : tree_.pieces(i))
            writer_.text(piece, i, level.marks, level.keeps_space, level.in_link);
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
    Prose prose_;
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
    for (auto i = block.first; i < block.last; ++i) {
        const auto& [kind, span, page] = layout_.segments[i];
        const auto text = span.of(layout_.text);
        // What HTML5 moved about stands before pieces used already; the map holds no way back.
        if (kind == Segment::inserted || page.begin < at_) {
            to_.insert(text);
            continue;
        }
        kind == Segment::copied ? to_.copy(page) : to_.replace(text, page);
        at_ = page.end;
    }
}

void lay_out(const PageTree& tree, const RuledPage& rules, Layout& layout) {
    layout.text.clear();
    layout.segments.clear();
    layout.blocks.clear();
    layout.own_marks.assign(tree.nodes().size(), 0);
    LayoutWalk(tree, rules, layout).run();
}

}  // namespace clean_html
