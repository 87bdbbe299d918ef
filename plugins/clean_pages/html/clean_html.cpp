// SPDX-License-Identifier: MIT
#include "clean_html.hpp"

#include <algorithm>

#include "layout.hpp"
#include "marks.hpp"
#include "page_metadata.hpp"
#include "page_tree.hpp"
#include "press/byline.hpp"
#include "press/facts.hpp"
#include "press/headline.hpp"
#include "press/judge.hpp"
#include "region.hpp"

namespace clean_html {

namespace {

using press::Line;
using press::Verdict;

// What a worker needs for one page; kept for the next.
struct Memory {
    PageTree tree;
    Layout layout;
    LinkedDataReader linked_data;
    std::vector<bool> inside;
    std::vector<Line> lines;
    std::vector<float> scores;
    std::vector<Verdict> verdicts;
};

// Heads often name the first of several authors alone.
bool knows_more(const std::vector<std::string>& printed, const std::vector<std::string>& said) {
    return printed.size() > said.size() &&
           std::all_of(said.begin(), said.end(), [&](const std::string& name) {
               return std::find(printed.begin(), printed.end(), name) != printed.end();
           });
}

// What the markup knows of a block, told in the terms of a line.
void mark(const Block& block, const Layout& layout, const press::HeadlineWords& headline, bool keep_captions,
          Line& line) {
    const bool is_caption = (block.marks & caption) != 0 || block.kind == BlockKind::caption;
    const bool mostly_links = 10 * block.link_bytes > 7 * block.text.size() && !line.quotes;
    const bool prose = line.is_prose() && line.words >= 25;
    line.foreign = (block.marks & (frame | furniture)) != 0 || (is_caption && !keep_captions) ||
                   (mostly_links && !prose);
    if ((block.marks & byline) != 0 && line.words <= 30 && !prose) line.byline = true;
    if (block.kind == BlockKind::heading && same_headline(press::HeadlineWords(layout.of(block)), headline))
        line.title = true;
    line.item = block.kind == BlockKind::item;
    // These need no full stop to belong to the article.
    if (block.kind == BlockKind::table || block.kind == BlockKind::code || block.kind == BlockKind::quote)
        line.ends_sentence = true;
}

// Measures the blocks as lines, and judges those of the article.
void choose(const press::Phrases& phrases, bool keep_captions, Memory& memory, PageMetadata& metadata) {
    const auto& layout = memory.layout;
    press::LineMeter meter(phrases);
    press::Heading heading{metadata.title, metadata.site, {}, 0};
    const press::HeadlineWords headline(metadata.title);
    press::Region region{layout.blocks.size(), 0};
    memory.lines.assign(layout.blocks.size(), {});
    for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
        const auto& block = layout.blocks[i];
        auto& line = memory.lines[i];
        line.span = block.text;
        line.gap_before = true;
        meter.measure(layout.text, line);
        meter.read_facts(layout.text, line);
        mark(block, layout, headline, keep_captions, line);
        line.outside = !memory.inside[i];
        if (line.title && i < layout.blocks.size() / 2) heading.behind = i + 1;
        if (line.foreign || line.outside || line.title) continue;
        region.first = std::min(region.first, i);
        region.last = i + 1;
    }
    meter.find_repeats(memory.lines);
    if (region.first > region.last) region.first = region.last;
    auto facts = press::find_facts(layout.text, memory.lines, region, heading);
    if (knows_more(facts.authors, metadata.authors)) metadata.authors = std::move(facts.authors);
    if (metadata.published.empty()) metadata.published = facts.published;
    if (metadata.site.empty()) metadata.site = facts.site;
    memory.scores.assign(layout.blocks.size(), 1.0F);
    press::judge(layout.text, memory.lines, memory.scores, region, metadata.authors, memory.verdicts);
}

void build(quern::Document& document, const Memory& memory) {
    quern::TextBuilder built(document.page());
    LayoutWriter writer(memory.layout, built);
    std::vector<std::pair<quern::Span, BlockKind>> blocks;
    for (std::size_t i = 0; i < memory.layout.blocks.size(); ++i) {
        if (memory.verdicts[i] == Verdict::dropped) continue;
        const auto& block = memory.layout.blocks[i];
        if (!blocks.empty()) built.insert("\n\n");
        const auto begin = built.size();
        writer.write(block);
        blocks.emplace_back(quern::Span{begin, built.size()}, block.kind);
    }
    document.build_text(std::move(built));
    auto layer = document.write(quern::layers::blocks);
    const auto kind = layer.column("kind");
    for (const auto& [span, block_kind] : blocks) layer.add(span).set(kind, to_string(block_kind));
}

}  // namespace

void CleanHtml::declare(quern::Declaration& d) {
    d.summary(
        "Builds the text of a web page's article, without menus, captions, adverts and the rest of the "
        "page.");
    d.details(
        "The page is parsed as browsers do and laid out in blocks: white space is collapsed, `br` makes "
        "a line, "
        "`pre` keeps its lines, each item and each heading is a block, the cells of a table stand in "
        "lines with tabs "
        "between them. Blocks are parted by a blank line and listed in the layer `blocks`.\n\n"
        "The article is looked for by `itemprop=articleBody`, by the class names of common publishing "
        "systems, by "
        "`article` and `main`, and by where the paragraphs are. From inside it go the headline, bylines, "
        "dates, "
        "captions, credits, share bars, links to other articles, newsletters, comments, notes about the "
        "author and "
        "copyright lines. The metadata `title`, `author`, `published`, `site`, `language` and `url` are "
        "filled from "
        "JSON-LD, meta elements, microdata and the page's text, where the input did not bring them.\n\n"
        "Every piece of the text keeps its place in the page. A page with thousands of elements nested "
        "in one "
        "another, which no person wrote, is an error.");
    d.example("stages:\n  - use: clean.html\n  - use: segment.text");
    d.example("stages:\n  - use: clean.html\n    keep: [captions]",
              "Captions stay in the text, as blocks of the kind caption.");
    d.accepts({"text/html"});
    d.builds_text();
    d.writes(quern::layers::blocks);
    d.writes_metadata({"title", "author", "published", "site", "language", "url"});
    d.option("keep", keep_, "What stays in the text: captions.").one_of({"captions"});
}

void CleanHtml::prepare(quern::Setup& setup) {
    phrases_ = press::Phrases(setup.data("debris.en.txt"));
    keep_captions_ = std::find(keep_.begin(), keep_.end(), "captions") != keep_.end();
}

void CleanHtml::process(quern::Document& document) const {
    if (document.has_text()) return;
    auto& memory = document.scratch<Memory>();
    memory.tree.parse(document.page());
    lay_out(memory.tree, memory.layout);
    find_region(memory.tree, memory.layout, memory.inside);
    auto metadata = read_metadata(memory.tree, memory.layout, memory.linked_data);
    choose(phrases_, keep_captions_, memory, metadata);
    document.metadata.set_default("title", metadata.title);
    document.metadata.set_default("author", press::join_authors(metadata.authors));
    document.metadata.set_default("published", metadata.published);
    document.metadata.set_default("site", metadata.site);
    document.metadata.set_default("language", metadata.language);
    document.metadata.set_default("url", metadata.url);
    build(document, memory);
}

}  // namespace clean_html
