// SPDX-License-Identifier: MIT
#include "features.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>

#include "marks.hpp"
#include "page_facts.hpp"
#include "press/headline.hpp"
#include "press/judge.hpp"
#include "press/words.hpp"

namespace clean_html {
namespace {

using press::Line;

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
          facts_(page),
          rows_(rows) {
        cut_told_body();
    }

    void run(const std::vector<std::size_t>& blocks, const std::function<void()>& take) {
        constexpr std::size_t most = 128;  // rows at a time
        rows_.reserve(most * feature_count);
        for (std::size_t first = 0; first < blocks.size(); first += most) {
            const auto last = std::min(first + most, blocks.size());
            rows_.clear();
            for (auto k = first; k < last; ++k) row(blocks[k]);
            if (rows_.size() != (last - first) * feature_count)
                throw std::logic_error("a row of features is not as long as feature_count says");
            take();
        }
    }

private:
    void row(std::size_t i) {
        own(i);
        place(i);
        surroundings(i);
        position(i);
        neighbours(i);
    }
    void out(float value) { rows_.push_back(value); }
    // Long pages and short ones must look alike: nothing is counted further than this.
    void out_count(double value, double most) {
        rows_.push_back(static_cast<float>(std::clamp(value, -most, most)));
    }
    void out_bits(std::uint32_t bits, unsigned count) {
        for (unsigned b = 0; b < count; ++b) out(static_cast<float>(bits >> b & 1));
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
        const auto p = facts_.line_of(i), g = nodes_[p].parent, gg = nodes_[g].parent;
        const auto& marks = page_.layout.own_marks;
        for (const auto n : {p, g, gg}) out(static_cast<float>(nodes_[n].tag));
        out(static_cast<float>(nodes_[nodes_[blocks_[i].node].parent].tag));
        out(static_cast<float>(facts_.node(p).depth));
        out_bits(marks[p] | marks[g] | marks[gg], mark_count);
        out_bits(blocks_[i].marks, mark_count);
        for (const auto n : {g, gg}) part(n);
        out_count(static_cast<double>(i - facts_.node(g).first_block), 12);
        const auto& f = facts_.node(p);
        out(f.up);
        out(f.down);
    }

    // How much of the page an element is, and what it is full of.
    void part(NodeNumber n) {
        const auto sums = facts_.below(n);
        const auto& all = facts_.whole();
        const auto end =
            nodes_[n].end < nodes_.size() ? facts_.node(nodes_[n].end).first_block : blocks_.size();
        const auto count = end - facts_.node(n).first_block;
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
        const auto box = facts_.node(facts_.line_of(i)).box;
        const auto& marks = page_.layout.own_marks;
        out(static_cast<float>(nodes_[box].tag));
        out_bits(box ? marks[box] : 0, mark_count);
        part(box);
        const auto first = facts_.node(box).first_block;
        out_count(static_cast<double>(i - first), 12);
        out_bits(first < lines_.size() ? lines_[first].debris : 0, 8);
        out(first < lines_.size() && blocks_[first].kind == BlockKind::heading);
        out(static_cast<float>(facts_.node(blocks_[i].node).depth - facts_.node(box).depth));
        const auto& s = facts_.style(i);
        out_count(s.blocks, 30);
        out_count(share(s.words, s.blocks), 120);
        out(share(s.prose, s.words));
        out(share(s.prose, facts_.whole().prose));
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
        const auto total = facts_.before(end) - facts_.before(article.first);
        const auto front = facts_.before(std::clamp(i, article.first, end)) - facts_.before(article.first);
        out_count(static_cast<double>(i) - static_cast<double>(article.first), 25);
        out_count(static_cast<double>(end) - static_cast<double>(i), 25);
        out_count(front.prose, 500);
        out_count(total.prose - front.prose, 500);
        out(share(front.prose, total.prose));
        out(share(total.prose, facts_.whole().prose));
        out(share(i, blocks_.size()));
        out_count(facts_.whole().prose, 3000);
        const auto& a = facts_.around(i);
        distance(i, a.prose), distance(i, a.heading), distance(i, a.debris), distance(i, a.title);
        out_count(a.next_prose == PageFacts::none ? 999 : static_cast<double>(a.next_prose - i), 25);
        out_count(a.next_prose == PageFacts::none
                      ? 999
                      : facts_.before(a.next_prose).words - facts_.before(i).words,
                  200);
        out_count(a.prose == PageFacts::none ? 999 : facts_.before(i).words - facts_.before(a.prose).words,
                  200);
        out_bits(a.heading == PageFacts::none ? 0 : lines_[a.heading].debris, 8);
        out(a.heading != PageFacts::none &&
            facts_.node(facts_.line_of(a.heading)).box == facts_.node(facts_.line_of(i)).box);
        out(a.debris != PageFacts::none &&
            facts_.node(facts_.line_of(a.debris)).box == facts_.node(facts_.line_of(i)).box);
        const auto& f = facts_.node(node);
        out(facts_.title() == 0 ? -1.0F : f.to_title);
        out(facts_.title() == 0 ? -1.0F : node > facts_.title());
        out_count(f.articles, 5);
        out_count(f.h1s, 5);
        out(f.article != 0);
        out(facts_.title() != 0 && f.article == facts_.node(facts_.title()).article);
        out(referee(i));
        const auto seen = i > 0 ? facts_.node(blocks_[i - 1].node).pictures : 0;
        out(static_cast<float>(facts_.node(node).pictures - seen));
        const auto g = nodes_[facts_.line_of(i)].parent;
        const auto behind =
            nodes_[g].end < nodes_.size() ? facts_.node(nodes_[g].end).pictures : facts_.last().pictures;
        out(static_cast<float>(behind - facts_.node(g).pictures));
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
            for (auto n = k; n < words_.size() && n < k + length; ++n) key = press::mix(key, words_[n].hash);
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
        out_count(from == PageFacts::none ? 999 : static_cast<double>(i - from), 25);
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
            out(nodes_[facts_.line_of(j)].parent == nodes_[facts_.line_of(i)].parent);
            out(facts_.node(facts_.line_of(j)).box == facts_.node(facts_.line_of(i)).box);
            out((blocks_[j].marks & (frame | furniture | caption)) != 0);
            out(facts_.style_of(j) == facts_.style_of(i));
        }
    }

    const PageReading& page_;
    const std::vector<Node>& nodes_;
    const std::vector<Block>& blocks_;
    const std::vector<Line>& lines_;
    const PageFacts facts_;
    std::vector<float>& rows_;
    std::vector<press::Word> words_;
    std::vector<std::uint64_t> shingles_;
};

}  // namespace

void describe(const PageReading& page, const std::vector<std::size_t>& blocks, std::vector<float>& rows,
              const std::function<void()>& take) {
    Describer(page, rows).run(blocks, take);
}

}  // namespace clean_html
