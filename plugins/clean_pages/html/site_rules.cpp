// SPDX-License-Identifier: MIT
#include "site_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <quern/error.hpp>

#include "press/ascii.hpp"
#include "press/byline.hpp"
#include "press/dates.hpp"
#include "press/words.hpp"

namespace clean_html {
namespace {

using press::lower;

constexpr std::array<std::string_view, 8> actions = {"keep",      "drop", "title",    "author",
                                                     "published", "site", "language", "url"};

// The first word, taken off.
std::string_view take_word(std::string_view& line) {
    const auto end = std::min(line.find_first_of(" \t"), line.size());
    const auto word = line.substr(0, end);
    line = press::trimmed(line.substr(end));
    return word;
}

std::string host_of(std::string_view url) {
    const auto scheme = url.find("//");
    if (scheme == std::string_view::npos) return {};
    auto host = url.substr(scheme + 2);
    host = host.substr(0, host.find_first_of("/?#"));
    if (const auto user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
    return lower(host.substr(0, host.find(':')));
}

// The host itself, or one of those above it: "www.courier.example" is one of courier.example's.
bool covers(const quern::Glob& pattern, std::string_view host) {
    for (;;) {
        if (pattern.matches(host)) return true;
        const auto dot = host.find('.');
        if (dot == std::string_view::npos) return false;
        host.remove_prefix(dot + 1);
    }
}

// What the page itself says its address is.
std::string address_of(const PageTree& tree) {
    static const Selector canonical("link[rel=canonical]"), shared("meta[property='og:url']");
    for (const auto node : canonical.find(tree))
        if (const auto href = tree.attribute(node, "href"); !host_of(href).empty()) return std::string(href);
    for (const auto node : shared.find(tree))
        if (const auto content = tree.attribute(node, "content"); !host_of(content).empty())
            return std::string(content);
    return {};
}

void set(std::string& to, std::string_view value) {
    if (to.empty()) to = value;
}

void add_authors(std::vector<std::string>& to, const std::string& value) {
    press::Byline byline;
    auto names = press::read_byline(value, byline) ? byline.authors : press::read_names(value);
    if (names.empty() && !value.empty()) names.push_back(value);
    for (auto& name : names)
        if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(std::move(name));
}

}  // namespace

class SiteRules::Reader {
public:
    Reader(const std::filesystem::path& file, std::vector<Site>& sites)
        : file_(file.string()), sites_(sites) {}

    void read() {
        std::ifstream in(file_);
        if (!in) throw quern::Error(fmt::format("cannot open the rules {}", file_));
        for (std::string line; std::getline(in, line);) {
            ++number_;
            if (number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
            const auto said = press::trimmed(line);
            if (!said.empty() && said.front() != '#') read_line(said);
        }
        if (in.bad()) throw quern::Error(fmt::format("cannot read the rules {}", file_));
        if (!sites_.empty() && sites_.back().rules.empty())
            fail("this host has no rules", "add some below it");
    }

private:
    void read_line(std::string_view line) {
        const auto word = take_word(line);
        if (word == "host") return begin_site(line);
        const auto action = std::find(actions.begin(), actions.end(), word) - actions.begin();
        if (static_cast<std::size_t>(action) == actions.size())
            fail(fmt::format("'{}' is no rule", word),
                 "a line begins with host, keep, drop, title, author, published, site, language, url or #");
        if (sites_.empty())
            fail("a rule stands before the first host", "begin with a line such as: host news.example");
        if (line.empty())
            fail(fmt::format("'{}' needs a selector", word), fmt::format("such as: {} div.story", word));
        add_rule(static_cast<Action>(action), line);
    }

    void begin_site(std::string_view hosts) {
        if (!sites_.empty() && sites_.back().rules.empty())
            fail("the host before this one has no rules",
                 "add some, or write several hosts in one line: host a.example b.example");
        if (hosts.empty())
            fail("'host' needs a name", "such as: host news.example, or: host * for all pages");
        auto& site = sites_.emplace_back();
        while (!hosts.empty()) {
            const auto host = take_word(hosts);
            if (host.find('/') != std::string_view::npos)
                fail(fmt::format("'{}' is more than a host", host), "write the name alone: news.example");
            if (const auto port = host.find(':'); port != std::string_view::npos)
                fail(fmt::format("'{}' has a port", host),
                     fmt::format("write the name alone: {}", host.substr(0, port)));
            guard([&] { site.hosts.emplace_back(lower(host)); });
        }
    }

    void add_rule(Action action, std::string_view css) {
        std::string attribute;
        if (const auto at = css.rfind(" @"); at != std::string_view::npos) {
            attribute = lower(press::trimmed(css.substr(at + 2)));
            css = press::trimmed(css.substr(0, at));
            if (action == keep || action == drop)
                fail("keep and drop take whole elements", fmt::format("take @{} away", attribute));
        }
        guard([&] { sites_.back().rules.push_back({action, Selector(css), attribute}); });
    }

    template <class F>
    void guard(F make) const {
        try {
            make();
        } catch (const quern::Error& error) {
            fail(error.what(),
                 error.hint().empty() ? "write it as in a style sheet: div.story > p" : error.hint());
        }
    }

    [[noreturn]] void fail(const std::string& what, const std::string& hint) const {
        throw quern::Error(fmt::format("{}:{}: {}", file_, number_, what), hint);
    }

    std::string file_;
    std::vector<Site>& sites_;
    std::size_t number_ = 0;
};

SiteRules::SiteRules(const std::filesystem::path& file) {
    Reader(file, sites_).read();
}

RuledPage SiteRules::apply(const PageTree& tree, std::string_view known_url) const {
    RuledPage page;
    if (empty()) return page;
    // Who tells an address may leave out its scheme.
    const auto host = known_url.empty() ? host_of(address_of(tree))
                      : known_url.find("//") == std::string_view::npos
                          ? host_of("//" + std::string(known_url))
                          : host_of(known_url);
    const auto fits = [&](const quern::Glob& pattern) { return covers(pattern, host); };
    for (const auto& site : sites_) {
        if (std::none_of(site.hosts.begin(), site.hosts.end(), fits)) continue;
        for (const auto& rule : site.rules) {
            NodeNumber behind = 0;  // what stands inside the last one that told something is a part of it
            for (const auto node : rule.selector.find(tree))
                if (node >= behind && note(rule.action, tree, node, rule.attribute, page))
                    behind = tree.nodes()[node].end;
        }
    }
    return page;
}

bool SiteRules::note(Action action, const PageTree& tree, NodeNumber node, const std::string& attribute,
                     RuledPage& page) {
    if (action == keep || action == drop) {
        if (page.nodes.empty()) page.nodes.resize(tree.nodes().size());
        page.nodes[node] = std::max(page.nodes[node], action == keep ? RuledPage::keep : RuledPage::drop);
        return true;
    }
    const auto value = press::collapsed(attribute.empty() ? tree.text_below(node)
                                                          : std::string(tree.attribute(node, attribute)));
    switch (action) {
        case title:
            set(page.title, value);
            break;
        case author:
            add_authors(page.authors, value);
            break;
        case published:
            set(page.published, press::normal_date(value));
            break;
        case site_name:
            set(page.site, value);
            break;
        case language:
            set(page.language, value);
            break;
        default:
            set(page.url, value);
    }
    return !value.empty();
}

}  // namespace clean_html
