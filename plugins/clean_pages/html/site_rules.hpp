// SPDX-License-Identifier: MIT
// What a user knows of the pages of a site: which elements are the article, which are not, and where its
// facts stand. Read from a file of lines:
//
//     host courier.example *.gazette.example
//     keep div.story-text
//     drop .promo, figure
//     author .byline a
//     published time @datetime
#pragma once

#include <filesystem>
#include <optional>
#include <quern/input.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "page_tree.hpp"
#include "selector.hpp"

namespace clean_html {

// What the rules of a page's site say of it.
struct RuledPage {
    enum Word : std::uint8_t { nothing, keep, drop };
    std::vector<Word> nodes;  // for each node what is said of it; empty where nothing is
    std::string title, published, site, language, url;
    std::vector<std::string> authors;

    Word of(NodeNumber node) const { return nodes.empty() ? Word::nothing : nodes[node]; }
};

// Immutable once read: shared by all threads.
class SiteRules {
public:
    SiteRules() = default;
    // An Error with the file, the line and what is wrong where it is broken.
    explicit SiteRules(const std::filesystem::path& file);

    bool empty() const { return sites_.empty(); }
    // `url` is what the input knows to be the page's address; empty: the page is asked. Linear.
    RuledPage apply(const PageTree& tree, std::string_view url) const;

private:
    enum Action : std::uint8_t { keep, drop, title, author, published, site_name, language, url };
    struct Rule {
        Action action;
        Selector selector;
        std::string attribute;  // that holds the value; empty: the element's text
    };
    struct Site {
        std::vector<quern::Glob> hosts;
        std::vector<Rule> rules;
    };
    class Reader;

    // Whether the element tells something.
    static bool note(Action action, const PageTree& tree, NodeNumber node, const std::string& attribute,
                     RuledPage& page);

    std::vector<Site> sites_;
};

}  // namespace clean_html
