// SPDX-License-Identifier: MIT
#include "clean_html.hpp"

#include <algorithm>

#include "features.hpp"
#include "layout.hpp"
#include "press/byline.hpp"
#include "reading.hpp"

namespace clean_html {

namespace {

// Of a block of the article, by what is favoured; tried out on pages that the trees had not seen.
float least_score(std::string_view favor) {
    return favor == "precision" ? 0.8F : favor == "recall" ? -1.6F : -0.6F;
}

// What a worker needs for one page; kept for the next.
struct Memory {
    PageReading page;
    BlockChooser::Memory chooser;
    std::vector<bool> kept;
};

void build(quern::Document& document, const Memory& memory) {
    quern::TextBuilder built(document.page());
    LayoutWriter writer(memory.page.layout, built);
    std::vector<std::pair<quern::Span, BlockKind>> blocks;
    for (std::size_t i = 0; i < memory.page.layout.blocks.size(); ++i) {
        if (!memory.kept[i]) continue;
        const auto& block = memory.page.layout.blocks[i];
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
        "The page is parsed as browsers do and laid out in blocks: white space is collapsed, `br` makes a "
        "line, `pre` keeps its lines, each item and each heading is a block, the cells of a table stand "
        "in lines with tabs between them. Blocks are parted by a blank line and listed in the layer "
        "`blocks`.\n\n"
        "Which blocks are the article is told by a trained scorer: it looks at the elements around a "
        "block (`itemprop=articleBody`, the class names of publishing systems, `article`, `main`), at its "
        "words, at how much of it is links, and at its neighbours. Headline, bylines, dates, captions, "
        "credits, share bars and comments go whatever it says. A text that the page conceals stays out, "
        "unless it is a good part of the page's prose, as in articles that open for subscribers.\n\n"
        "The metadata `title`, `author`, `published`, `site`, `language` and `url` are filled from "
        "JSON-LD, meta elements, microdata and the page's text, where the input did not bring them.\n\n"
        "Every piece of the text keeps its place in the page. A page with thousands of elements nested in "
        "one another, which no person wrote, is an error.");
    d.example("stages:\n  - use: clean.html\n  - use: segment.text");
    d.example("stages:\n  - use: clean.html\n    keep: [captions]",
              "Captions stay in the text, as blocks of the kind caption.");
    d.example("stages:\n  - use: clean.html\n    favor: precision", "Only what is surely the article.");
    d.accepts({"text/html"});
    d.builds_text();
    d.writes(quern::layers::blocks);
    d.writes_metadata({"title", "author", "published", "site", "language", "url"});
    d.option("keep", keep_, "What stays in the text: captions.").one_of({"captions"});
    d.option("favor", favor_,
             "What matters more where a block is in doubt: that nothing else is in the text (precision), or "
             "that nothing is missing (recall).")
        .one_of({"balance", "precision", "recall"});
}

void CleanHtml::prepare(quern::Setup& setup) {
    phrases_ = press::Phrases(setup.data("debris.en.txt"));
    chooser_ = BlockChooser({setup.data("blocks.trees"), feature_count});
    least_score_ = least_score(favor_);
    keep_captions_ = std::find(keep_.begin(), keep_.end(), "captions") != keep_.end();
}

void CleanHtml::process(quern::Document& document) const {
    if (document.has_text()) return;
    auto& memory = document.scratch<Memory>();
    auto& page = memory.page;
    page.read(document.page(), phrases_);
    chooser_.choose(page, least_score_, memory.chooser, memory.kept);
    if (keep_captions_) keep_captions(page, memory.kept);
    const auto& metadata = page.metadata;
    document.metadata.set_default("title", metadata.title);
    document.metadata.set_default("author", press::join_authors(metadata.authors));
    document.metadata.set_default("published", metadata.published);
    document.metadata.set_default("site", metadata.site);
    document.metadata.set_default("language", metadata.language);
    document.metadata.set_default("url", metadata.url);
    build(document, memory);
}

}  // namespace clean_html
