// SPDX-License-Identifier: MIT
#include "clean_html.hpp"

#include <algorithm>
#include <memory>

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

void build(quern::Document& document, const Layout& layout, const std::vector<bool>& kept) {
    quern::TextBuilder built(document.page());
    LayoutWriter writer(layout, built);
    std::vector<std::pair<quern::Span, BlockKind>> blocks;
    for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
        if (!kept[i]) continue;
        const auto& block = layout.blocks[i];
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

// What a worker needs for one page; kept for the next.
struct CleanHtml::Memory {
    PageReading page;
    BlockChooser::Memory chooser;
    std::vector<bool> kept;
};

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
        "JSON-LD, meta elements, microdata and the page's text, `published` from a day in the page's address "
        "too, where the input did not bring them.\n\n"
        "A page that shows no text, or nothing but captions, links and boxes, is dropped, and the report "
        "counts it. A page with thousands of elements nested in one another, or megabytes of little but tags, "
        "which no person wrote, is an error.\n\n"
        "Pages may be in any language. Chinese and Japanese characters count as a word each.\n\n"
        "**Rules of your own.** `rules` names a text file of what you know of a site's pages:\n\n"
        "```\n"
        "# The Courier and its sister papers\n"
        "host courier.example *.gazette.example\n"
        "keep div.story-text\n"
        "drop .promo, figure.wide\n"
        "title h1.headline\n"
        "author .byline a\n"
        "published time @datetime\n"
        "```\n\n"
        "`host` begins the rules of one or several sites: of the hosts of these names and of those below "
        "them (`courier.example` is also `www.courier.example`); `host *` is every page. The host is that of "
        "the metadata `url` where the input brought it, else of the address that the page gives itself. "
        "`keep` names the elements that are the article: all that is shown in them is the text, and nothing "
        "else, even where the page conceals them until they are asked for. Where none of them is on a "
        "page, it is cleaned as without them. `drop` takes elements out of the text, also out of what is "
        "kept. `title`, `author`, `published`, `site`, `language` and `url` tell where the metadata "
        "stand: in the text of the first such element that has one (of all of them for `author`), or in an "
        "attribute that is named behind `@`. A line that begins with # is a remark. Several `host` lines may speak "
        "of one page; the rules of all are followed.\n\n"
        "Selectors are those of style sheets: `div`, `*`, `.class`, `#id`, `[name]`, `[name=value]` (and `~=`, "
        "`|=`, `^=`, `$=`, `*=`), `:first-child`, `:last-child`, `:nth-child(2)`, `:not(.class)`, joined by "
        "blanks, `>`, `+`, `~` and commas. A mistake in the file ends the run before it begins, with the "
        "line and what is wrong there.\n\n"
        "Every piece of the text keeps its place in the page.");
    d.example("stages:\n  - use: clean.html\n  - use: segment.text");
    d.example("stages:\n  - use: clean.html\n    keep: [captions]",
              "Captions stay in the text, as blocks of the kind caption.");
    d.example(
        "stages:\n  - use: clean.html\n    keep: [title, lists, tables, code]",
        "The headline stays as the first block, and no list, table or code inside the article is lost.");
    d.example("stages:\n  - use: clean.html\n    favor: precision", "Only what is surely the article.");
    d.example("stages:\n  - use: clean.html\n    favor: recall", "All that may be the article.");
    d.example("stages:\n  - use: clean.html\n    rules: my-sites.txt",
              "What you know of a site yourself goes before all else.");
    d.accepts({"text/html"});
    d.builds_text();
    d.writes(quern::layers::blocks);
    d.writes_metadata({"title", "author", "published", "site", "language", "url"});
    d.option(
         "keep", keep_,
         "What stays in the text: the headline where the page prints it, captions, and every list, table or "
         "piece of code inside the article.")
        .one_of({"title", "captions", "lists", "tables", "code"});
    d.option("rules", rules_file_, "A file of your own rules for the pages of some sites: see above.")
        .path(quern::Option::PathKind::file);
    d.option("favor", favor_,
             "What matters more where a block is in doubt: that nothing else is in the text (precision), or "
             "that nothing is missing (recall).")
        .one_of({"balance", "precision", "recall"});
}

void CleanHtml::prepare(quern::Setup& setup) {
    phrases_ = press::Phrases::of_folder(setup.data("debris.en.txt").parent_path());
    chooser_ = BlockChooser({setup.data("blocks.trees"), feature_count});
    least_score_ = least_score(favor_);
    if (!rules_file_.empty()) rules_ = SiteRules(rules_file_);
    const auto keeps = [&](std::string_view what) {
        return std::find(keep_.begin(), keep_.end(), what) != keep_.end();
    };
    extras_ = {keeps("title"), keeps("captions"), keeps("lists"), keeps("tables"), keeps("code")};
}

void CleanHtml::process(quern::Document& document) const {
    if (document.has_text()) return;
    auto& spare = document.scratch<std::unique_ptr<Memory>>();
    auto memory = spare ? std::move(spare) : std::make_unique<Memory>();
    clean(document, *memory);
    if (document.page().size() <= large_page) {
        spare = std::move(memory);
    } else {
        memory.reset();
        give_back_freed_memory(document.page().size());
    }
}

void CleanHtml::clean(quern::Document& document, Memory& memory) const {
    auto& page = memory.page;
    page.read(document.page(), phrases_, rules_, document.metadata.get("url"));
    if (page.layout.blocks.empty()) return document.drop("the page shows no text");
    if (!choose_by_rules(page, memory.kept)) chooser_.choose(page, least_score_, memory.chooser, memory.kept);
    keep_extras(page, extras_, memory.kept);
    if (std::find(memory.kept.begin(), memory.kept.end(), true) == memory.kept.end())
        return document.drop("the page has no article: nothing but captions, links, boxes and the like");
    const auto& metadata = page.metadata;
    document.metadata.set_default("title", metadata.title);
    document.metadata.set_default("author", press::join_authors(metadata.authors));
    document.metadata.set_default("published", metadata.published);
    document.metadata.set_default("site", metadata.site);
    document.metadata.set_default("language", metadata.language);
    document.metadata.set_default("url", metadata.url);
    if (document.page().size() > large_page) page.tree.clear();
    build(document, page.layout, memory.kept);
}

}  // namespace clean_html
