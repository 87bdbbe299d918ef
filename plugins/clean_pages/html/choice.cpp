// SPDX-License-Identifier: MIT
#include "choice.hpp"

#include <algorithm>

#include "features.hpp"
#include "marks.hpp"
#include "press/judge.hpp"

namespace clean_html {
namespace {

bool is_caption(const Block& block) {
    return (block.marks & caption) != 0 || block.kind == BlockKind::caption;
}

// What is told so plainly that no score is asked.
bool is_plain_debris(const Layout& layout, const Block& block, const press::Line& line) {
    const bool link_alone = block.kind == BlockKind::paragraph &&
                            50 * block.link_bytes > 49 * block.text.size() && !line.quotes &&
                            !line.is_prose();
    return is_caption(block) || (block.marks & (box | comments)) != 0 || link_alone ||
           press::is_debris(line, layout.of(block));
}

// A list belongs to the article as a whole or not at all: its items share what they score.
void share_scores_of_lists(const PageReading& page, std::vector<float>& scores) {
    const auto& blocks = page.layout.blocks;
    const auto parent = [&](std::size_t i) {
        const auto& nodes = page.tree.nodes();
        auto n = nodes[blocks[i].node].parent;
        while (n != 0 && nodes[n].tag != Tag::li) n = nodes[n].parent;
        return nodes[n].parent;
    };
    for (std::size_t first = 0, last = 0; first < blocks.size(); first = last) {
        last = first + 1;
        if (blocks[first].kind != BlockKind::item) continue;
        const auto list = parent(first);
        while (last < blocks.size() && blocks[last].kind == BlockKind::item && parent(last) == list) ++last;
        float sum = 0, weight = 0;
        for (auto i = first; i < last; ++i) {
            const auto words = static_cast<float>(std::min(page.lines[i].words, 40u) + 2);
            sum += words * scores[i], weight += words;
        }
        std::fill(scores.begin() + static_cast<std::ptrdiff_t>(first),
                  scores.begin() + static_cast<std::ptrdiff_t>(last), sum / weight);
    }
}

// The trees have seen few long articles, and doubt the more the longer one goes on. Where a long run of
// paragraphs of one make, in one element, is kept and several more follow, those are its rest; a few could be
// notes.
class LongArticles {
public:
    LongArticles(const PageReading& page, BlockChooser::Memory& memory, float bar, std::vector<bool>& kept)
        : page_(page),
          blocks_(page.layout.blocks),
          scores_(memory.scores),
          elements_(memory.elements),
          least_(bar - slack),
          kept_(kept) {}

    void complete() {
        if (blocks_.size() < long_run + several) return;
        find_elements();
        std::size_t first = 0;  // of the run of kept blocks
        for (std::size_t i = 1; i < blocks_.size(); ++i) {
            if (!kept_[i - 1] || !is_alike(i)) first = i;
            if (kept_[i] || i - first < long_run) continue;
            auto end = i;
            while (end < blocks_.size() && !kept_[end] && is_alike(end) && is_likely(end)) ++end;
            if (end - i >= several)
                std::fill(kept_.begin() + static_cast<std::ptrdiff_t>(i),
                          kept_.begin() + static_cast<std::ptrdiff_t>(end), true);
        }
    }

private:
    static constexpr std::size_t long_run = 20, several = 4;
    static constexpr float slack = 2.5F;

    bool is_likely(std::size_t i) const { return scores_[i] > least_ && page_.lines[i].is_prose(); }

    // As the block before it.
    bool is_alike(std::size_t i) const {
        const auto &block = blocks_[i], &before = blocks_[i - 1];
        if (block.kind != before.kind) return false;
        const auto own = element_of(block), last = element_of(before);
        const auto& nodes = page_.tree.nodes();
        return nodes[own].parent == nodes[last].parent && nodes[own].tag == nodes[last].tag &&
               page_.tree.attribute(own, "class") == page_.tree.attribute(last, "class");
    }

    // Parents stand in front of their children.
    void find_elements() {
        const auto& nodes = page_.tree.nodes();
        elements_.assign(nodes.size(), 0);
        for (NodeNumber n = 1; n < nodes.size(); ++n) {
            const auto parent = nodes[n].parent;
            elements_[n] = is_block(nodes[parent].tag) ? parent : elements_[parent];
        }
    }

    // That begins the block's line.
    NodeNumber element_of(const Block& block) const { return elements_[block.node]; }

    const PageReading& page_;
    const std::vector<Block>& blocks_;
    const std::vector<float>& scores_;
    std::vector<NodeNumber>& elements_;
    const float least_;
    std::vector<bool>& kept_;
};

// Takes away what cannot begin or end an article.
class Edges {
public:
    Edges(const PageReading& page, std::vector<bool>& kept) : page_(page), kept_(kept) {}

    void trim() {
        trim_front();
        trim_end();
        trim_author();
    }

private:
    // In front of the first sentences stand labels: sections, places, counts. Above the headline is the
    // page's own head.
    void trim_front() {
        constexpr std::uint32_t label_words = 10;
        const auto headline = std::find_if(page_.lines.begin(), page_.lines.end(),
                                           [](const press::Line& line) { return line.title; }) -
                              page_.lines.begin();
        const auto head_end =
            static_cast<std::size_t>(headline) < kept_.size() ? static_cast<std::size_t>(headline) : 0;
        for (std::size_t i = 0; i < kept_.size(); ++i) {
            const auto& line = page_.lines[i];
            if (!kept_[i]) continue;
            if (line.is_prose()) return;
            const bool label = line.words <= label_words && !line.ends_sentence && !line.quotes;
            if (i < head_end || (label && page_.layout.blocks[i].kind != BlockKind::heading))
                kept_[i] = false;
        }
    }

    // A heading is one of what stands below it; and links to other articles stand in lists.
    void trim_end() {
        for (auto i = kept_.size(); i-- > 0;) {
            if (!kept_[i]) continue;
            const auto& block = page_.layout.blocks[i];
            const bool link = block.kind == BlockKind::item && (block.marks & related) != 0 &&
                              !page_.lines[i].ends_sentence;
            if (block.kind != BlockKind::heading && !link) return;
            kept_[i] = false;
        }
    }

    // Who the author is stands in one of the last blocks; nothing of the article follows.
    void trim_author() {
        constexpr int blocks_looked_at = 4;
        constexpr std::uint32_t most_words = 120;
        const auto first = std::find(kept_.begin(), kept_.end(), true) - kept_.begin();
        int seen = 0;
        for (auto i = kept_.size(); i-- > static_cast<std::size_t>(first) + 1 && seen < blocks_looked_at;) {
            if (!kept_[i]) continue;
            ++seen;
            const auto& line = page_.lines[i];
            if (line.quotes || line.words > most_words || !begins_with_author(i)) continue;
            std::fill(kept_.begin() + static_cast<std::ptrdiff_t>(i), kept_.end(), false);
        }
    }

    bool begins_with_author(std::size_t i) const {
        const auto content = page_.layout.of(page_.layout.blocks[i]);
        const auto& authors = page_.metadata.authors;
        return std::any_of(authors.begin(), authors.end(), [&](const std::string& name) {
            return content.starts_with(name) && name.find(' ') != std::string::npos;
        });
    }

    const PageReading& page_;
    std::vector<bool>& kept_;
};

}  // namespace

void BlockChooser::choose(const PageReading& page, float least_score, Memory& memory,
                          std::vector<bool>& kept) const {
    constexpr float never = -1e9F;
    const auto& blocks = page.layout.blocks;
    auto& asked = memory.asked;
    auto &rows = memory.rows, &said = memory.said, &scores = memory.scores;
    const auto is_plain = [&](std::size_t i) {
        return is_plain_debris(page.layout, blocks[i], page.lines[i]);
    };
    asked.clear();
    // Items share their scores, so that of each counts.
    for (std::size_t i = 0; i < blocks.size(); ++i)
        if (blocks[i].kind == BlockKind::item || !is_plain(i)) asked.push_back(i);
    scores.assign(blocks.size(), never);
    auto next = asked.begin();
    describe(page, asked, rows, [&] {
        trees_.score(rows, said);
        for (const auto score : said) scores[*next++] = score;
    });
    share_scores_of_lists(page, scores);
    // A page with nothing that looks like an article gives what is most like one.
    constexpr float near = 0.7F;
    auto best = never;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].kind == BlockKind::item && is_plain(i)) scores[i] = never;
        best = std::max(best, scores[i]);
    }
    const auto bar = std::min(least_score, best - near);
    kept.clear();
    for (const auto score : scores) kept.push_back(score > bar && score > never);
    LongArticles(page, memory, bar, kept).complete();
    Edges(page, kept).trim();
}

bool choose_by_rules(const PageReading& page, std::vector<bool>& kept) {
    const auto& blocks = page.layout.blocks;
    const auto is_chosen = [](const Block& block) { return (block.marks & chosen) != 0; };
    if (std::none_of(blocks.begin(), blocks.end(), is_chosen)) return false;
    kept.clear();
    for (const auto& block : blocks) kept.push_back(is_chosen(block));
    return true;
}

namespace {

bool is_extra(const Block& block, const Extras& extras) {
    if ((block.marks & (frame | furniture | box)) != 0) return false;
    if (is_caption(block)) return extras.captions;
    return (extras.lists && block.kind == BlockKind::item) ||
           (extras.tables && block.kind == BlockKind::table) ||
           (extras.code && block.kind == BlockKind::code);
}

// The last headline above the text; a page that prints it below, the first.
std::size_t headline_of(const PageReading& page, std::size_t first) {
    auto found = page.lines.size();
    for (std::size_t i = 0; i < page.lines.size() && (i <= first || found == page.lines.size()); ++i)
        if (page.lines[i].title) found = i;
    return found;
}

}  // namespace

void keep_extras(const PageReading& page, const Extras& extras, std::vector<bool>& kept) {
    const auto& blocks = page.layout.blocks;
    const auto first = static_cast<std::size_t>(std::find(kept.begin(), kept.end(), true) - kept.begin());
    auto last = static_cast<std::size_t>(std::find(kept.rbegin(), kept.rend(), true).base() - kept.begin());
    if (first == kept.size()) return;
    while (last < blocks.size() && page.region.inside[last] && is_extra(blocks[last], extras)) ++last;
    for (auto i = first; i < last; ++i)
        if (is_extra(blocks[i], extras)) kept[i] = true;
    if (!extras.title) return;
    if (const auto title = headline_of(page, first); title < kept.size()) kept[title] = true;
}

}  // namespace clean_html
