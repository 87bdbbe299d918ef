// SPDX-License-Identifier: MIT
#include "marks.hpp"

#include <algorithm>

#include "class_words.hpp"

namespace clean_html {
namespace {

std::uint32_t marks_of_role(std::string_view role) {
    if (role == "navigation" || role == "contentinfo" || role == "banner" || role == "complementary" ||
        role == "menu" || role == "search" || role == "menubar" || role == "toolbar")
        return frame;
    if (role == "dialog" || role == "alertdialog" || role == "alert" || role == "tablist" || role == "status")
        return furniture;
    return 0;
}

bool has_style(std::string_view style, std::string_view name, std::string_view value) {
    for (auto at = style.find(name); at != std::string_view::npos; at = style.find(name, at + 1)) {
        auto rest = style.substr(at + name.size());
        while (!rest.empty() && (rest.front() == ' ' || rest.front() == ':')) rest.remove_prefix(1);
        if (rest.starts_with(value)) return true;
    }
    return false;
}

// Whether one of the names is what style sheets call a thing that is not shown.
bool has_concealing_name(std::string_view names) {
    while (!names.empty()) {
        const auto end = std::min(names.find(' '), names.size());
        const auto name = names.substr(0, end);
        names.remove_prefix(std::min(end + 1, names.size()));
        if (name.size() < 6 || (name[0] != 's' && name[0] != 'v' && name[0] != 'h')) continue;
        for (const std::string_view word :
             {"screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "hidden"})
            if (name == word) return true;
    }
    return false;
}

// A header of the page, not of its article.
bool is_banner(const PageTree& tree, NodeNumber node) {
    const auto& nodes = tree.nodes();
    for (auto i = nodes[node].parent; i != 0; i = nodes[i].parent)
        if (nodes[i].tag == Tag::article || nodes[i].tag == Tag::main || nodes[i].tag == Tag::section)
            return false;
    return true;
}

}  // namespace

bool is_hidden(Tag tag) {
    switch (tag) {
        case Tag::head:
        case Tag::script:
        case Tag::style:
        case Tag::noscript:
        case Tag::template_:
        case Tag::button:
        case Tag::select:
        case Tag::option:
        case Tag::textarea:
        case Tag::iframe:
        case Tag::svg:
        case Tag::math:
        case Tag::canvas:
        case Tag::object:
        case Tag::embed:
        case Tag::audio:
        case Tag::video:
        case Tag::map:
        case Tag::noframes:
        case Tag::title:
        case Tag::dialog:
        case Tag::rp:
        case Tag::rt:
        case Tag::label:
        case Tag::legend:
        case Tag::input:
        case Tag::xmp:
            return true;
        default:
            return false;
    }
}

bool is_concealed(const PageTree& tree, NodeNumber node) {
    for (const auto& [name, value] : tree.attributes(node)) {
        if (name == "hidden" && value != "until-found") return true;
        if (name == "aria-hidden" && value == "true") return true;
        if (name == "style" &&
            (has_style(value, "display", "none") || has_style(value, "visibility", "hidden")))
            return true;
        if (name == "class" && has_concealing_name(value)) return true;
    }
    return false;
}

std::uint32_t marks_of(const PageTree& tree, NodeNumber node) {
    std::uint32_t marks = 0;
    bool names_count = true;
    switch (tree.nodes()[node].tag) {
        case Tag::nav:
        case Tag::footer:
        case Tag::aside:
        case Tag::menu:
            marks |= frame;
            break;
        case Tag::header:
            if (is_banner(tree, node)) marks |= frame;
            break;
        case Tag::form:
            marks |= furniture;
            break;
        case Tag::figcaption:
        case Tag::caption:
            marks |= caption;
            break;
        case Tag::address:
            marks |= byline;
            break;
        case Tag::h1:
            marks |= title;
            break;
        // What the whole page is called says nothing of its parts.
        case Tag::html:
        case Tag::body:
        case Tag::main:
        case Tag::article:
            names_count = false;
            break;
        default:
            break;
    }
    for (const auto& [name, value] : tree.attributes(node)) {
        if (names_count &&
            (name == "class" || name == "id" || name == "data-component" || name == "data-testid"))
            marks |= marks_of_names(value);
        else if (name == "role")
            marks |= marks_of_role(value);
        else if (name == "rel" && value == "author")
            marks |= byline;
        else if (name == "itemprop" &&
                 (value == "author" || value == "datePublished" || value == "dateModified"))
            marks |= byline;
        else if (name == "itemprop" && value == "caption")
            marks |= caption;
    }
    return marks;
}

}  // namespace clean_html
