// SPDX-License-Identifier: MIT
#include "page_facts.hpp"

#include <algorithm>

#include "marks.hpp"
#include "press/words.hpp"

namespace clean_html {
namespace {

using press::mix;

// Of a class name: numbers in it count elements; they are no style.
std::uint64_t style_name(std::string_view s) {
    std::uint64_t h = 1469598103934665603u;
    for (const char c : s)
        if (c < '0' || c > '9') h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return h;
}

bool is_prose(const Block& block, const press::Line& line) {
    return block.kind != BlockKind::heading && line.words >= 10 && line.ends_sentence &&
           line.stop_words * 6 >= line.words && 2 * block.link_bytes < block.text.size();
}

}  // namespace

PageFacts::PageFacts(const PageReading& page)
    : page_(page), nodes_(page.tree.nodes()), blocks_(page.layout.blocks), lines_(page.lines) {
    sum();
    survey();
    place_nodes();
    count_styles();
    look_around();
}

void PageFacts::sum() {
    before_.clear();
    before_.reserve(blocks_.size() + 1);
    Sums s;
    before_.push_back(s);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        const auto& block = blocks_[i];
        const bool prose = is_prose(block, lines_[i]);
        s.bytes += block.text.size();
        s.link_bytes += block.link_bytes;
        s.words += lines_[i].words;
        s.prose += prose ? lines_[i].words : 0;
        s.prose_blocks += prose;
        s.headings += block.kind == BlockKind::heading;
        s.items += block.kind == BlockKind::item;
        s.debris += lines_[i].debris != 0;
        before_.push_back(s);
    }
}

Sums PageFacts::below(NodeNumber n) const {
    const auto end = nodes_[n].end < nodes_.size() ? nodes_facts_[nodes_[n].end].first_block : blocks_.size();
    return before_[end] - before_[nodes_facts_[n].first_block];
}

void PageFacts::survey() {
    nodes_facts_.assign(nodes_.size(), {});
    std::uint32_t block = 0, pictures = 0;
    std::uint16_t articles = 0, h1s = 0;
    NodeNumber article_end = 0;
    for (NodeNumber i = 0; i < nodes_.size(); ++i) {
        while (block < blocks_.size() && blocks_[block].node < i) ++block;
        nodes_facts_[i].first_block = block;
        nodes_facts_[i].pictures = pictures;
        const auto tag = nodes_[i].tag;
        nodes_facts_[i].articles = articles, nodes_facts_[i].h1s = h1s;
        if (tag == Tag::article && i >= article_end) ++articles, article_end = nodes_[i].end;
        h1s += tag == Tag::h1;
        pictures += tag == Tag::img || tag == Tag::picture || tag == Tag::video || tag == Tag::iframe ||
                    tag == Tag::svg;
    }
}

// Where each node stands, seen from those around it.
void PageFacts::place_nodes() {
    const auto main = page_.region.roots[densest];
    title_ = 0;
    for (std::size_t i = 0; i < blocks_.size() && title_ == 0; ++i)
        if (lines_[i].title) title_ = blocks_[i].node;
    const auto all = before_.back().prose;
    std::uint16_t main_depth = 0;
    for (NodeNumber i = main; i != 0; i = nodes_[i].parent) ++main_depth;
    for (NodeNumber i = 1; i < nodes_.size(); ++i) {
        auto& f = nodes_facts_[i];
        const auto& node = nodes_[i];
        const auto& above = nodes_facts_[node.parent];
        f.depth = static_cast<std::uint16_t>(above.depth + 1);
        f.line = node.tag != Tag::text && is_block(node.tag) ? i : above.line;
        const bool on_way = i <= main && main < node.end;
        f.up = on_way ? 0 : static_cast<std::uint16_t>(above.up + 1);
        f.down = on_way ? static_cast<std::uint16_t>(main_depth - f.depth) : above.down;
        f.box = above.box != 0 ? above.box : node.tag != Tag::text && 10 * below(i).prose <= 4 * all ? i : 0;
        f.article = above.article != 0 ? above.article : node.tag == Tag::article ? i : 0;
        f.to_title = i <= title_ && title_ < node.end ? 0 : static_cast<std::uint16_t>(above.to_title + 1);
    }
}

// Told once for each element that is asked for.
std::uint64_t PageFacts::own_style(NodeNumber n) {
    auto& style = nodes_facts_[n].style;
    if (style == 0 && n != 0)
        style = mix(static_cast<std::uint64_t>(nodes_[n].tag), style_name(page_.tree.attribute(n, "class")));
    return style;
}

void PageFacts::count_styles() {
    styles_.clear();
    styles_.reserve(blocks_.size());
    block_styles_.clear();
    block_styles_.reserve(blocks_.size());
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        const auto p = line_of(i);
        block_styles_.push_back(
            mix(mix(own_style(p), own_style(nodes_[p].parent)), static_cast<std::uint64_t>(blocks_[i].kind)));
        const auto prose = before_[i + 1].prose - before_[i].prose;
        styles_.push_back(
            {style_of(i), 1, lines_[i].words, prose, blocks_[i].text.size(), blocks_[i].link_bytes});
    }
    std::sort(styles_.begin(), styles_.end(), [](const Style& a, const Style& b) { return a.key < b.key; });
    std::size_t n = 0;
    for (const auto& s : styles_) {
        if (n > 0 && styles_[n - 1].key == s.key) {
            auto& t = styles_[n - 1];
            t.blocks += s.blocks, t.words += s.words, t.prose += s.prose, t.bytes += s.bytes,
                t.link_bytes += s.link_bytes;
        } else {
            styles_[n++] = s;
        }
    }
    styles_.resize(n);
}

const PageFacts::Style& PageFacts::style(std::size_t i) const {
    return *std::lower_bound(styles_.begin(), styles_.end(), style_of(i),
                             [](const Style& s, std::uint64_t key) { return s.key < key; });
}

void PageFacts::look_around() {
    const auto n = blocks_.size();
    around_.assign(n, {});
    Around now;
    for (std::size_t i = 0; i < n; ++i) {
        around_[i] = now;
        if (is_prose(blocks_[i], lines_[i])) now.prose = i;
        if (blocks_[i].kind == BlockKind::heading) now.heading = i;
        if (lines_[i].is(press::related | press::tail | press::prompt | press::control) &&
            lines_[i].words <= 8)
            now.debris = i;
        if (lines_[i].title) now.title = i;
    }
    auto next = none;
    for (auto i = n; i-- > 0;) {
        around_[i].next_prose = next;
        if (is_prose(blocks_[i], lines_[i])) next = i;
    }
}

}  // namespace clean_html
