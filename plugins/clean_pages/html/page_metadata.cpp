// SPDX-License-Identifier: MIT
#include "page_metadata.hpp"

#include <algorithm>
#include <initializer_list>

#include "marks.hpp"
#include "press/byline.hpp"
#include "press/dates.hpp"
#include "press/headline.hpp"
#include "press/words.hpp"

namespace clean_html {
namespace {

bool among(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::any_of(names.begin(), names.end(), [&](auto known) {
        return std::equal(name.begin(), name.end(), known.begin(), known.end(),
                          [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; });
    });
}

void set(std::string& to, std::string_view value) {
    if (to.empty()) to = press::collapsed(value);
}

void add_names(std::vector<std::string>& to, std::string_view list) {
    if (list.find("://") != std::string_view::npos || list.starts_with("@")) return;
    for (auto& name : press::read_names(list))
        if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(std::move(name));
}

// What the elements of a page tell, by how much it is believed.
struct Sources {
    LinkedData linked;
    std::string title_element, meta_title, site, application, language, locale, url, meta_url;
    std::string meta_date, property_date, time_date;
    std::vector<std::string> meta_authors, property_authors, link_authors;
};

class SourceReader {
public:
    SourceReader(const PageTree& tree, LinkedDataReader& linked_data)
        : tree_(tree), linked_data_(linked_data) {}

    Sources read() {
        for (NodeNumber i = 0; i < tree_.nodes().size(); ++i) {
            switch (tree_.nodes()[i].tag) {
                case Tag::html:
                    set(from_.language, tree_.attribute(i, "lang"));
                    break;
                case Tag::title:
                    set(from_.title_element, tree_.text_below(i));
                    break;
                case Tag::meta:
                    read_meta(i);
                    break;
                case Tag::link:
                    if (among(tree_.attribute(i, "rel"), {"canonical"}))
                        set(from_.url, tree_.attribute(i, "href"));
                    break;
                case Tag::script:
                    if (among(tree_.attribute(i, "type"), {"application/ld+json"}))
                        linked_data_.read(tree_.text_below(i), from_.linked);
                    break;
                case Tag::text:
                    break;
                default:
                    read_element(i);
            }
        }
        return std::move(from_);
    }

private:
    void read_meta(NodeNumber i) {
        const auto content = tree_.attribute(i, "content");
        auto name = tree_.attribute(i, "property");
        if (name.empty()) name = tree_.attribute(i, "name");
        if (name.empty()) name = tree_.attribute(i, "itemprop");
        if (content.empty() || name.empty()) return;
        if (among(name, {"og:title", "twitter:title", "dc.title", "headline", "sailthru.title"}))
            set(from_.meta_title, content);
        else if (among(name, {"og:site_name"}))
            set(from_.site, content);
        else if (among(name, {"application-name", "apple-mobile-web-app-title"}))
            set(from_.application, content);
        else if (among(name, {"og:locale"}))
            set(from_.locale, content);
        else if (among(name, {"og:url"}))
            set(from_.meta_url, content);
        else if (among(name, {"article:published_time", "og:article:published_time", "article:published",
                              "pubdate", "publishdate", "publish-date", "publish_date", "parsely-pub-date",
                              "sailthru.date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date",
                              "datepublished", "date", "publication_date", "cxenseparse:recs:publishtime",
                              "article.published", "dc.date.created"}))
            set(from_.meta_date, press::normal_date(content));
        else if (among(name, {"author", "article:author", "og:article:author", "parsely-author", "byl",
                              "dc.creator", "sailthru.author", "article:author_name", "authors",
                              "cxenseparse:author"}))
            add_names(from_.meta_authors, content);
        else if (among(name, {"citation_author"}))
            add_names(from_.meta_authors, given_name_first(content));
    }

    // "Bell, Ann" as Ann Bell.
    static std::string given_name_first(std::string_view name) {
        const auto comma = name.find(',');
        if (comma == std::string_view::npos) return std::string(name);
        return std::string(press::trimmed(name.substr(comma + 1))) + " " +
               std::string(press::trimmed(name.substr(0, comma)));
    }

    void read_element(NodeNumber i) {
        for (const auto& [name, value] : tree_.attributes(i)) {
            if (name == "itemprop" && value == "datePublished")
                set(from_.property_date, press::normal_date(date_text(i)));
            else if (name == "itemprop" && value == "author")
                add_names(from_.property_authors, property_name(i));
            else if (name == "rel" && value == "author")
                add_names(from_.link_authors, tree_.text_below(i));
        }
        if (tree_.nodes()[i].tag == Tag::time && !is_aside(i))
            set(from_.time_date, press::normal_date(date_text(i)));
    }

    std::string date_text(NodeNumber i) const {
        for (const std::string_view name : {"datetime", "content"})
            if (const auto value = tree_.attribute(i, name); !value.empty()) return std::string(value);
        return tree_.text_below(i);
    }

    // itemprop=author holds the name, or an element with itemprop=name that does.
    std::string property_name(NodeNumber author) const {
        for (auto i = author + 1; i < tree_.nodes()[author].end; ++i)
            if (tree_.attribute(i, "itemprop") == "name") {
                const auto content = tree_.attribute(i, "content");
                return content.empty() ? tree_.text_below(i) : std::string(content);
            }
        return tree_.text_below(author);
    }

    // The dates of other articles stand in boxes.
    bool is_aside(NodeNumber i) const {
        for (; i != 0; i = tree_.nodes()[i].parent)
            if (marks_of(tree_, i) & (frame | furniture)) return true;
        return false;
    }

    const PageTree& tree_;
    LinkedDataReader& linked_data_;
    Sources from_;
};

// The headline as the page prints it: of its great headings the one that agrees with what the head calls the
// article.
std::string find_title(const Sources& from, const Layout& layout, std::string& site) {
    std::vector<std::string_view> headings;
    for (const auto& block : layout.blocks)
        if (block.kind == BlockKind::heading && block.text.size() <= 400 && headings.size() < 40)
            headings.push_back(layout.of(block));
    std::vector<std::string_view> known = headings;
    if (!from.meta_title.empty()) known.push_back(from.meta_title);
    if (!from.linked.headline.empty()) known.push_back(from.linked.headline);
    const auto title = press::split_title(from.title_element, known);
    if (site.empty()) site = title.site;
    const auto meta = press::split_title(from.meta_title, headings);

    double best = 0.5;
    std::string_view printed;
    for (const auto heading : headings)
        for (const std::string_view said :
             {std::string_view(from.linked.headline), std::string_view(meta.headline),
              std::string_view(title.headline)})
            if (const auto like = press::likeness(heading, said); like > best) best = like, printed = heading;
    if (!printed.empty()) return press::collapsed(printed);
    std::vector<std::string_view> great;
    for (const auto& block : layout.blocks)
        if ((block.marks & (clean_html::title | frame)) == clean_html::title)
            great.push_back(layout.of(block));
    if (great.size() == 1 && press::split_words(great[0]).size() >= 3) return press::collapsed(great[0]);
    if (!from.linked.headline.empty()) return press::collapsed(from.linked.headline);
    return meta.headline.empty() ? title.headline : meta.headline;
}

std::string first_of(std::initializer_list<std::string_view> values) {
    for (const auto value : values)
        if (!value.empty()) return std::string(value);
    return {};
}

}  // namespace

PageMetadata read_metadata(const PageTree& tree, const Layout& layout, LinkedDataReader& linked_data) {
    auto from = SourceReader(tree, linked_data).read();
    PageMetadata metadata;
    metadata.site = first_of({from.site, from.linked.site});
    metadata.title = find_title(from, layout, metadata.site);
    if (metadata.site.empty()) metadata.site = from.application;
    metadata.published = first_of(
        {press::normal_date(from.linked.published), from.meta_date, from.property_date, from.time_date});
    metadata.language = first_of({from.language, from.linked.language, from.locale});
    metadata.url = first_of({from.url, from.meta_url, from.linked.url});
    metadata.body = std::move(from.linked.body);
    for (const auto& name : from.linked.authors) add_names(metadata.authors, name);
    for (auto* authors : {&from.meta_authors, &from.property_authors, &from.link_authors})
        if (metadata.authors.empty()) metadata.authors = std::move(*authors);
    return metadata;
}

}  // namespace clean_html
