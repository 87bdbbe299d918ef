// SPDX-License-Identifier: MIT
#include "clean_flat.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "comments.hpp"
#include "heading.hpp"
#include "lists.hpp"
#include "press/byline.hpp"

namespace clean_flat {

namespace {

using press::Line;
using press::Verdict;
using quern::Span;

constexpr std::size_t largest_kept = 1u << 22;  // bytes of a text whose memory is kept for the next

// What a worker needs for one page; kept for the next.
struct Memory {
    LineSplitter splitter;
    Page page;
    LineChooser::Memory choice;
    std::vector<bool> kept;
    std::vector<Verdict> verdicts;
};

std::string_view kind_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::heading:
            return "heading";
        case Verdict::item:
            return "list item";
        default:
            return "paragraph";
    }
}

// CR LF and CR become LF. `at` is a CR in a range that ends at `end`; tells where what is kept goes on.
std::uint32_t unify_break(quern::TextEdit& edit, std::string_view text, std::uint32_t at, std::uint32_t end) {
    if (at + 1 < end && text[at + 1] == '\n') return at + 1;
    edit.replace({at, at + 1}, "\n");
    return at;
}

void keep_line(quern::TextEdit& edit, std::string_view text, Span line) {
    auto begin = line.begin;
    const auto part = text.substr(0, line.end);
    for (auto at = part.find('\r', begin); at < part.size(); at = part.find('\r', at + 1)) {
        const auto here = static_cast<std::uint32_t>(at);
        const auto next = unify_break(edit, text, here, line.end);
        if (next > here) edit.keep({std::exchange(begin, next), here});
    }
    edit.keep({begin, line.end});
}

// Of the white space between two lines only the line breaks stay.
void keep_breaks(quern::TextEdit& edit, std::string_view text, Span gap) {
    for (auto at = gap.begin; at < gap.end; ++at) {
        if (text[at] == '\r') at = unify_break(edit, text, at, gap.end);
        if (text[at] == '\n' || text[at] == '\r') edit.keep({at, at + 1});
    }
}

// From the first line that is kept to behind the last.
press::Region region_of(const std::vector<bool>& kept) {
    const auto first = std::find(kept.begin(), kept.end(), true);
    const auto last = std::find(kept.rbegin(), kept.rend(), true).base();
    if (first == kept.end()) return {0, 0};
    return {static_cast<std::size_t>(first - kept.begin()), static_cast<std::size_t>(last - kept.begin())};
}

void cut(quern::Document& document, const Memory& memory) {
    const auto& text = document.text();
    const auto& lines = memory.page.lines;
    const auto is_kept = [&](std::size_t i) { return memory.verdicts[i] != Verdict::dropped; };
    quern::TextEdit edit(text);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!is_kept(i)) continue;
        // Between two lines the white space in front of the second stays.
        if (kept++ > 0) keep_breaks(edit, text, {lines[i - 1].span.end, lines[i].span.begin});
        keep_line(edit, text, lines[i].span);
    }
    const auto moves = edit.moves();
    document.apply(edit);
    auto layer = document.write(quern::layers::blocks);
    layer.reserve(kept);
    const auto kind = layer.column("kind");
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (auto span = lines[i].span; is_kept(i) && moves.move(span))
            layer.add(span).set(kind, kind_of(memory.verdicts[i]));
}

}  // namespace

void CleanFlat::declare(quern::Declaration& d) {
    d.summary("Finds the article in a web page that was flattened to plain text, and takes the rest away.");
    d.details(
        "Works by lines: menus, bylines, date lines, captions, credits, share bars, links to other "
        "articles, newsletters, readers' comments, copyright lines and notes about the author go; so does the "
        "headline, which becomes the metadata `title`. Headings inside the article stay. A line is "
        "judged by its length, its punctuation, its share of small words, its neighbours, its place, the words "
        "it shares with the title, and the phrases of `debris.en.txt` and of its like in other languages; decision trees that learned "
        "from pages, most of them English, weigh all that.\n\n"
        "The metadata `title`, `author`, `published` and `site` are filled where the page tells them and "
        "the input did not. A text that is empty, or holds nothing but such lines, is dropped, and the report "
        "counts it. One of hundreds of thousands of lines with a few letters each is an error. Documents that carry `blocks` already, such as those of clean.html or read "
        "back from export.json, pass as they are.");
    d.example("stages:\n  - use: clean.flat\n  - use: segment.text");
    d.accepts({"text/plain"});
    d.edits_text();
    d.writes_if_absent(quern::layers::blocks);
    d.writes_metadata({"title", "author", "published", "site"});
}

void CleanFlat::prepare(quern::Setup& setup) {
    phrases_ = press::Phrases::of_folder(setup.data("debris.en.txt").parent_path());
    weights_ = press::WordWeights(setup.data("lines.words"));
    chooser_ = LineChooser({setup.data("lines.trees"), line_features},
                           {setup.data("stacked.trees"), stacked_features});
}

void CleanFlat::process(quern::Document& document) const {
    if (document.has_layer(quern::layers::blocks.name)) return;
    auto& memory = document.scratch<Memory>();
    const auto& text = document.text();
    memory.splitter.split(text, phrases_, weights_, memory.page);
    auto& lines = memory.page.lines;
    if (lines.empty()) return document.drop("the text is empty");
    chooser_.choose(memory.page, memory.choice, memory.kept);
    keep_announced_lists(lines, memory.kept);
    drop_comments(lines, memory.kept);
    auto region = region_of(memory.kept);
    const auto heading = find_heading(text, lines, region);
    if (heading.behind < region.last) region.first = std::max(region.first, heading.behind);
    const auto facts = press::find_facts(text, lines, region, heading);
    press::judge(text, lines, memory.kept, region, facts.authors, memory.verdicts);
    if (std::all_of(memory.verdicts.begin(), memory.verdicts.end(),
                    [](Verdict verdict) { return verdict == Verdict::dropped; }))
        return document.drop("the text has no article: nothing but menus, links, notices and the like");
    document.metadata.set_default("title", heading.headline);
    document.metadata.set_default("author", press::join_authors(facts.authors));
    document.metadata.set_default("published", facts.published);
    document.metadata.set_default("site", facts.site);
    const bool is_large = text.size() > largest_kept;
    cut(document, memory);
    if (is_large) memory = {};
}

}  // namespace clean_flat
