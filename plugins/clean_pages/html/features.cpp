// SPDX-License-Identifier: MIT
#include "features.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "marks.hpp"
#include "press/headline.hpp"
#include "press/judge.hpp"

namespace clean_html {
namespace {

using press::Line;

// Sums over the blocks in front of each, so that any run of blocks costs one subtraction.
struct Sums {
    std::uint32_t bytes = 0, link_bytes = 0, words = 0, prose = 0, prose_blocks = 0, headings = 0, items = 0,
                  debris = 0;

    Sums operator-(const Sums& o) const {
        return {bytes - o.bytes,
                link_bytes - o.link_bytes,
                words - o.words,
                prose - o.prose,
                prose_blocks - o.prose_blocks,
                headings - o.headings,
                items - o.items,
                debris - o.debris};
    }
};

struct NodeFacts {
    std::uint32_t first_block = 0;  // the first that begins at the node or behind it
    NodeNumber line = 0;            // the nearest element around, or itself, that begins a line of its own
    NodeNumber box = 0;             // the largest element around that holds but a part of the page's prose
    std::uint32_t pictures = 0;     // in front
    std::uint16_t depth = 0, up = 0, down = 0;  // how far to the way from the root to the densest element,
                                                // and how far from there to it
    std::uint64_t style = 0;
    NodeNumber article = 0;               // the outermost article element around
    std::uint16_t articles = 0, h1s = 0;  // in front of it
    std::uint16_t to_title = 0;           // how far up until an element also holds the headline
};

constexpr std::uint64_t mix(std::uint64_t h, std::uint64_t v) {
    return (h ^ v) * 0x9E3779B97F4A7C15u ^ (h >> 29);
}

std::uint64_t hash_of(std::string_view s) {
    std::uint64_t h = 1469598103934665603u;
    for (const char c : s)
        // numbers count elements; they are no style
        if (c < '0' || c > '9') h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return h;
}

bool is_prose(const Block& block, const Line& line) {
    return block.kind != BlockKind::heading && line.words >= 10 && line.ends_sentence &&
           line.stop_words * 6 >= line.words && 2 * block.link_bytes < block.text.size();
}

float share(std::uint64_t part, std::uint64_t whole) {
    return whole ? static_cast<float>(part) / static_cast<float>(whole) : 0.0F;
}

class Describer {
public:
    Describer(const PageReading& page, std::vector<float>& rows)
        : page_(page),
          nodes_(page.tree.nodes()),
          blocks_(page.layout.blocks),
          lines_(page.lines),
          rows_(rows) {
        sum();
        survey();
        count_styles();
        look_around();
        cut_told_body();
    }

    std::size_t run() {
        rows_.clear();
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const auto before = rows_.size();
            own(i);
            place(i);
            surroundings(i);
            position(i);
            neighbours(i);
            width_ = rows_.size() - before;
        }
        return width_;
    }

private:
    void out(float value) { rows_.push_back(value); }
    // Long pages and short ones must look alike: nothing is counted further than this.
    void out_count(double value, double most) {
        rows_.push_back(static_cast<float>(std::clamp(value, -most, most)));
    }
    void out_bits(std::uint32_t bits, unsigned count) {
        for (unsigned b = 0; b < count; ++b) out(static_cast<float>(bits >> b & 1));
    }

    void sum() {
        before_.clear();
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

    Sums below(NodeNumber n) const {
        const auto end = nodes_[n].end < nodes_.size() ? facts_[nodes_[n].end].first_block : blocks_.size();
        return before_[end] - before_[facts_[n].first_block];
    }

    void survey() {
        facts_.assign(nodes_.size(), {});
        std::uint32_t block = 0, pictures = 0;
        std::uint16_t articles = 0, h1s = 0;
        NodeNumber article_end = 0;
        for (NodeNumber i = 0; i < nodes_.size(); ++i) {
            while (block < blocks_.size() && blocks_[block].node < i) ++block;
            facts_[i].first_block = block;
            facts_[i].pictures = pictures;
            const auto tag = nodes_[i].tag;
            facts_[i].articles = articles, facts_[i].h1s = h1s;
            if (tag == Tag::article && i >= article_end) ++articles, article_end = nodes_[i].end;
            h1s += tag == Tag::h1;
            pictures += tag == Tag::img || tag == Tag::picture || tag == Tag::video || tag == Tag::iframe ||
                        tag == Tag::svg;
        }
        const auto main = page_.region.roots[densest];
        title_ = 0;
        for (std::size_t i = 0; i < blocks_.size() && title_ == 0; ++i)
            if (lines_[i].title) title_ = blocks_[i].node;
        const auto all = before_.back().prose;
        std::uint16_t main_depth = 0;
        for (NodeNumber i = main; i != 0; i = nodes_[i].parent) ++main_depth;
        for (NodeNumber i = 1; i < nodes_.size(); ++i) {
            auto& f = facts_[i];
            const auto& node = nodes_[i];
            const auto& above = facts_[node.parent];
            f.depth = static_cast<std::uint16_t>(above.depth + 1);
            f.line = node.tag != Tag::text && is_block(node.tag) ? i : above.line;
            const bool on_way = i <= main && main < node.end;
            f.up = on_way ? 0 : static_cast<std::uint16_t>(above.up + 1);
            f.down = on_way ? static_cast<std::uint16_t>(main_depth - f.depth) : above.down;
            f.box = above.box != 0                                            ? above.box
                    : node.tag != Tag::text && 10 * below(i).prose <= 4 * all ? i
                                                                              : 0;
            f.article = above.article != 0 ? above.article : node.tag == Tag::article ? i : 0;
            f.to_title =
                i <= title_ && title_ < node.end ? 0 : static_cast<std::uint16_t>(above.to_title + 1);
            f.style = node.tag == Tag::text ? 0
                                            : mix(static_cast<std::uint64_t>(node.tag),
                                                  hash_of(page_.tree.attribute(i, "class")));
        }
    }

    struct Style {
        std::uint64_t key;
        std::uint32_t blocks, words, prose, bytes, link_bytes;
    };

    NodeNumber line_of(std::size_t i) const { return facts_[blocks_[i].node].line; }
    std::uint64_t style_of(std::size_t i) const {
        const auto p = line_of(i);
        const auto g = nodes_[p].parent;
        return mix(mix(facts_[p].style, facts_[g].style), static_cast<std::uint64_t>(blocks_[i].kind));
    }

    // What blocks of one style are like, in the whole page.
    void count_styles() {
        styles_.clear();
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const auto prose = before_[i + 1].prose - before_[i].prose;
            styles_.push_back(
                {style_of(i), 1, lines_[i].words, prose, blocks_[i].text.size(), blocks_[i].link_bytes});
        }
        std::sort(styles_.begin(), styles_.end(),
                  [](const Style& a, const Style& b) { return a.key < b.key; });
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

    const Style& style(std::size_t i) const {
        return *std::lower_bound(styles_.begin(), styles_.end(), style_of(i),
                                 [](const Style& s, std::uint64_t key) { return s.key < key; });
    }

    // For each block the last of some kinds in front of it, and the next prose behind.
    void look_around() {
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

    void own(std::size_t i) {
        const auto& block = blocks_[i];
        const auto& line = lines_[i];
        const auto content = page_.layout.of(block);
        const auto words = static_cast<float>(line.words);
        out_count(words, 120);
        out(share(block.text.size(), line.words));
        out(share(line.stop_words, line.words));
        out(share(line.capitals, line.words));
        out(share(line.numbers, line.words));
        out_count(line.commas, 12);
        out(share(block.link_bytes, block.text.size()));
        out(line.ends_sentence);
        out(line.ends_colon);
        out(line.begins_small);
        out(line.quotes);
        out(line.bar);
        out(line.address);
        out(line.item);
        out(line.shouts);
        out(line.repeated);
        out(line.byline);
        out(line.date);
        out(line.fact);
        out(line.title);
        out_bits(line.debris, 8);
        out(static_cast<float>(block.kind));
        out(content.ends_with("…") || content.ends_with("..."));
        out(content.back() == '?');
        out(content.back() == '.');
        out(content.front() == '(' || content.front() == '[' || content.front() == '*');
        out(content.find('\n') != std::string_view::npos);
        out(begins_with_author(content));
    }

    bool begins_with_author(std::string_view content) const {
        const auto& authors = page_.metadata.authors;
        return std::any_of(authors.begin(), authors.end(), [&](const std::string& name) {
            return name.size() > 5 && content.starts_with(name);
        });
    }

    // The elements around.
    void place(std::size_t i) {
        const auto p = line_of(i), g = nodes_[p].parent, gg = nodes_[g].parent;
        const auto& marks = page_.layout.own_marks;
        for (const auto n : {p, g, gg}) out(static_cast<float>(nodes_[n].tag));
        out(static_cast<float>(nodes_[nodes_[blocks_[i].node].parent].tag));
        out(static_cast<float>(facts_[p].depth));
        out_bits(marks[p] | marks[g] | marks[gg], mark_count);
        out_bits(blocks_[i].marks, mark_count);
        for (const auto n : {g, gg}) part(n);
        out_count(static_cast<double>(i - facts_[g].first_block), 12);
        const auto& f = facts_[p];
        out(f.up);
        out(f.down);
    }

    // How much of the page an element is, and what it is full of.
    void part(NodeNumber n) {
        const auto sums = below(n);
        const auto& all = before_.back();
        const auto end = nodes_[n].end < nodes_.size() ? facts_[nodes_[n].end].first_block : blocks_.size();
        const auto count = end - facts_[n].first_block;
        out(share(sums.prose, all.prose));
        out(share(sums.words, all.words));
        out(share(sums.link_bytes, sums.bytes));
        out(share(sums.prose, sums.words));
        out_count(count, 40);
        out(share(sums.headings, count));
        out(share(sums.items, count));
        out(share(sums.debris, count));
    }

    // The box it stands in, and what is printed in the same style.
    void surroundings(std::size_t i) {
        const auto box = facts_[line_of(i)].box;
        const auto& marks = page_.layout.own_marks;
        out(static_cast<float>(nodes_[box].tag));
        out_bits(box ? marks[box] : 0, mark_count);
        part(box);
        const auto first = facts_[box].first_block;
        out_count(static_cast<double>(i - first), 12);
        out_bits(first < lines_.size() ? lines_[first].debris : 0, 8);
        out(first < lines_.size() && blocks_[first].kind == BlockKind::heading);
        out(static_cast<float>(facts_[blocks_[i].node].depth - facts_[box].depth));
        const auto& s = style(i);
        out_count(s.blocks, 30);
        out_count(share(s.words, s.blocks), 120);
        out(share(s.prose, s.words));
        out(share(s.prose, before_.back().prose));
        out(share(s.link_bytes, s.bytes));
    }

    void position(std::size_t i) {
        const auto node = blocks_[i].node;
        for (const auto root : page_.region.roots)
            out(root == 0 ? -1.0F : static_cast<float>(root < node && node < nodes_[root].end));
        out(page_.region.inside[i]);
        out(static_cast<float>(page_.region.rule));
        const auto& article = page_.article;
        const auto end = std::max(article.last, article.first);
        const auto total = before_[end] - before_[article.first];
        const auto front = before_[std::clamp(i, article.first, end)] - before_[article.first];
        out_count(static_cast<double>(i) - static_cast<double>(article.first), 25);
        out_count(static_cast<double>(end) - static_cast<double>(i), 25);
        out_count(front.prose, 500);
        out_count(total.prose - front.prose, 500);
        out(share(front.prose, total.prose));
        out(share(total.prose, before_.back().prose));
        out(share(i, blocks_.size()));
        out_count(before_.back().prose, 3000);
        const auto& a = around_[i];
        distance(i, a.prose), distance(i, a.heading), distance(i, a.debris), distance(i, a.title);
        out_count(a.next_prose == none ? 999 : static_cast<double>(a.next_prose - i), 25);
        out_count(a.next_prose == none ? 999 : before_[a.next_prose].words - before_[i].words, 200);
        out_count(a.prose == none ? 999 : before_[i].words - before_[a.prose].words, 200);
        out_bits(a.heading == none ? 0 : lines_[a.heading].debris, 8);
        out(a.heading != none && facts_[line_of(a.heading)].box == facts_[line_of(i)].box);
        out(a.debris != none && facts_[line_of(a.debris)].box == facts_[line_of(i)].box);
        const auto& f = facts_[node];
        out(title_ == 0 ? -1.0F : f.to_title);
        out(title_ == 0 ? -1.0F : node > title_);
        out_count(f.articles, 5);
        out_count(f.h1s, 5);
        out(f.article != 0);
        out(title_ != 0 && f.article == facts_[title_].article);
        out(referee(i));
        const auto seen = i > 0 ? facts_[blocks_[i - 1].node].pictures : 0;
        out(static_cast<float>(facts_[node].pictures - seen));
        const auto g = nodes_[line_of(i)].parent;
        const auto behind =
            nodes_[g].end < nodes_.size() ? facts_[nodes_[g].end].pictures : facts_.back().pictures;
        out(static_cast<float>(behind - facts_[g].pictures));
    }

    // How much of it stands in what the page calls its article for search engines: below 0 where it calls
    // nothing so.
    float referee(std::size_t i) {
        if (shingles_.empty()) return -1;
        press::split_words(page_.layout.of(blocks_[i]), words_);
        std::uint32_t found = 0, all = 0;
        each_shingle([&](std::uint64_t key) {
            ++all;
            found += std::binary_search(shingles_.begin(), shingles_.end(), key);
        });
        return share(found, all);
    }

    template <class F>
    void each_shingle(F take) const {
        constexpr std::size_t length = 4;
        for (std::size_t k = 0; k < words_.size() && (k == 0 || k + length <= words_.size()); ++k) {
            std::uint64_t key = 0;
            for (auto n = k; n < words_.size() && n < k + length; ++n) key = mix(key, words_[n].hash);
            take(key);
        }
    }

    void cut_told_body() {
        shingles_.clear();
        if (page_.metadata.body.size() < 200) return;
        press::split_words(page_.metadata.body, words_);
        each_shingle([&](std::uint64_t key) { shingles_.push_back(key); });
        std::sort(shingles_.begin(), shingles_.end());
    }

    void distance(std::size_t i, std::size_t from) {
        out_count(from == none ? 999 : static_cast<double>(i - from), 25);
    }

    void neighbours(std::size_t i) {
        for (const int step : {-3, -2, -1, 1, 2, 3}) {
            const auto k = static_cast<std::ptrdiff_t>(i) + step;
            if (k < 0 || k >= static_cast<std::ptrdiff_t>(blocks_.size())) {
                for (int n = 0; n < 11; ++n) out(-1.0F);
                continue;
            }
            const auto j = static_cast<std::size_t>(k);
            const auto& line = lines_[j];
            out_count(line.words, 60);
            out(share(line.stop_words, line.words));
            out(share(blocks_[j].link_bytes, blocks_[j].text.size()));
            out(line.ends_sentence);
            out(static_cast<float>(blocks_[j].kind));
            out(line.debris != 0);
            out(line.byline || line.date || line.fact);
            out(nodes_[line_of(j)].parent == nodes_[line_of(i)].parent);
            out(facts_[line_of(j)].box == facts_[line_of(i)].box);
            out((blocks_[j].marks & (frame | furniture | caption)) != 0);
            out(style_of(j) == style_of(i));
        }
    }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    struct Around {
        std::size_t prose = none, heading = none, debris = none, title = none, next_prose = none;
    };

    const PageReading& page_;
    const std::vector<Node>& nodes_;
    const std::vector<Block>& blocks_;
    const std::vector<Line>& lines_;
    std::vector<float>& rows_;
    std::size_t width_ = 0;
    std::vector<Sums> before_;
    std::vector<NodeFacts> facts_;
    std::vector<Style> styles_;
    std::vector<Around> around_;
    std::vector<press::Word> words_;
    std::vector<std::uint64_t> shingles_;
    NodeNumber title_ = 0;  // 0 where no block prints it
};

}  // namespace

std::size_t describe(const PageReading& page, std::vector<float>& rows) {
    return Describer(page, rows).run();
}

}  // namespace clean_html
