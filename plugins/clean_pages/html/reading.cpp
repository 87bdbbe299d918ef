// SPDX-License-Identifier: MIT
#include "reading.hpp"

#include <algorithm>

#include "marks.hpp"
#include "press/dates.hpp"
#include "press/headline.hpp"
#include "press/scripts.hpp"
#include "press/words.hpp"

namespace clean_html {
namespace {

// Heads often name the first of several authors alone.
bool knows_more(const std::vector<std::string>& printed, const std::vector<std::string>& said) {
    return printed.size() > said.size() &&
           std::all_of(said.begin(), said.end(), [&](const std::string& name) {
               return std::find(printed.begin(), printed.end(), name) != printed.end();
           });
}

// A page that names its own newsroom names no person.
bool is_site(const std::vector<std::string>& authors, std::string_view site) {
    const auto known = press::folded(site);
    return !known.empty() && std::all_of(authors.begin(), authors.end(), [&](const std::string& name) {
        const auto said = press::folded(name);
        return known.find(said) != std::string::npos || said.find(known) != std::string::npos;
    });
}

// "https://courier.example/2020/05/03/ferry": many newsrooms file their pages by the day.
std::string day_in_address(std::string_view url) {
    constexpr std::string_view pattern = "/dddd/dd/dd/";
    for (std::size_t at = 0; at + pattern.size() <= url.size(); ++at) {
        const auto part = url.substr(at, pattern.size());
        const bool fits = std::equal(part.begin(), part.end(), pattern.begin(), [](char c, char wanted) {
            return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted;
        });
        if (fits)
            return press::normal_date(std::string(part.substr(1, 4)) + "-" + std::string(part.substr(6, 2)) +
                                      "-" + std::string(part.substr(9, 2)));
    }
    return {};
}

// What the markup knows of a block, told in the terms of a line.
void mark(const Block& block, const Layout& layout, const press::HeadlineWords& headline, press::Line& line) {
    const bool is_caption = (block.marks & caption) != 0 || block.kind == BlockKind::caption;
    const bool mostly_links = 10 * block.link_bytes > 7 * block.text.size() && !line.quotes;
    const bool prose = line.is_prose() && line.words >= 25;
    line.foreign = (block.marks & (frame | furniture)) != 0 || is_caption || (mostly_links && !prose);
    if ((block.marks & byline) != 0 && line.words <= 30 && !prose) line.byline = true;
    if (block.kind == BlockKind::heading && same_headline(press::HeadlineWords(layout.of(block)), headline))
        line.title = true;
    line.item = block.kind == BlockKind::item;
    // These need no full stop to belong to the article.
    if (block.kind == BlockKind::table || block.kind == BlockKind::code || block.kind == BlockKind::quote)
        line.ends_sentence = true;
}

}  // namespace

void PageReading::read(std::string_view page, const press::Phrases& phrases, const SiteRules& rules,
                       std::string_view url) {
    tree.parse(page);
    ruled = rules.apply(tree, url);
    lay_out(tree, ruled, layout);
    find_region(tree, layout, region);
    metadata = read_metadata(tree, layout, linked_data_);
    if (!ruled.title.empty()) metadata.title = ruled.title;
    measure(phrases);
    complete_metadata();
    apply_ruled_metadata();
}

void PageReading::measure(const press::Phrases& phrases) {
    press::LineMeter meter;
    meter.begin(phrases, layout.text);
    heading_ = {metadata.title, metadata.site, {}, 0};
    const press::HeadlineWords headline(metadata.title);
    article = {layout.blocks.size(), 0};
    lines.assign(layout.blocks.size(), {});
    for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
        const auto& block = layout.blocks[i];
        auto& line = lines[i];
        line.span = block.text;
        line.gap_before = true;
        meter.measure(line);
        meter.read_facts(line);
        measure_script(layout.of(block), line);
    }
    suppose_stop_words(lines);
    for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
        auto& line = lines[i];
        mark(layout.blocks[i], layout, headline, line);
        line.outside = !region.inside[i];
        if (line.title && i < layout.blocks.size() / 2) heading_.behind = i + 1;
        if (line.foreign || line.outside || line.title) continue;
        article.first = std::min(article.first, i);
        article.last = i + 1;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) lines[i].repeated = meter.repeats(i) > 1;
    if (article.first > article.last) article.first = article.last;
}

void PageReading::complete_metadata() {
    auto facts = press::find_facts(layout.text, lines, article, heading_);
    if (knows_more(facts.authors, metadata.authors)) metadata.authors = std::move(facts.authors);
    if (!facts.authors.empty() && !metadata.authors.empty() && is_site(metadata.authors, metadata.site))
        metadata.authors = std::move(facts.authors);
    // The day that readers are told: heads give it in UTC, or keep that of a page long rewritten.
    const auto day = [](std::string_view iso) { return iso.substr(0, 10); };
    if (metadata.published.empty() || (facts.told && day(facts.published) != day(metadata.published)))
        metadata.published = facts.published;
    if (metadata.published.empty()) metadata.published = day_in_address(metadata.url);
    if (metadata.site.empty()) metadata.site = facts.site;
}

// What a user has told of a site is not doubted.
void PageReading::apply_ruled_metadata() {
    const auto take = [](std::string& to, const std::string& said) {
        if (!said.empty()) to = said;
    };
    take(metadata.published, ruled.published);
    take(metadata.site, ruled.site);
    take(metadata.language, ruled.language);
    take(metadata.url, ruled.url);
    if (!ruled.authors.empty()) metadata.authors = ruled.authors;
}

}  // namespace clean_html
