// SPDX-License-Identifier: MIT
#include "marks.hpp"

#include <algorithm>
#include <array>

namespace clean_html {
namespace {

struct ClassWord {
    std::string_view word;
    std::uint32_t mark;
};

// Words of class names and ids, in alphabetical order. A name is cut at every sign that is no letter and
// before capitals.
constexpr ClassWord class_words[] = {
    {"ad", furniture},
    {"addtoany", furniture},
    {"ads", furniture},
    {"adslot", furniture},
    {"advert", furniture},
    {"advertisement", furniture},
    {"advertising", furniture},
    {"affiliate", furniture},
    {"alert", furniture},
    {"attribution", caption},
    {"author", byline},
    {"authorbox", furniture},
    {"authors", byline},
    {"bio", furniture},
    {"biography", furniture},
    {"bios", furniture},
    {"breadcrumb", furniture},
    {"breadcrumbs", furniture},
    {"breaking", furniture},
    {"byline", byline},
    {"bylines", byline},
    {"caption", caption},
    {"captions", caption},
    {"carousel", furniture},
    {"comment", furniture},
    {"commentlist", furniture},
    {"comments", furniture},
    {"consent", furniture},
    {"contentinfo", furniture},
    {"contributor", byline},
    {"cookie", furniture},
    {"cookies", furniture},
    {"copyright", furniture},
    {"credit", caption},
    {"credits", caption},
    {"dateline", byline},
    {"disclaimer", furniture},
    {"discussion", furniture},
    {"disqus", furniture},
    {"donate", furniture},
    {"donation", furniture},
    {"embed", furniture},
    {"figcaption", caption},
    {"filed", furniture},
    {"footer", furniture},
    {"imagecredit", caption},
    {"jobs", furniture},
    {"kicker", furniture},
    {"legal", furniture},
    {"login", furniture},
    {"mailing", furniture},
    {"masthead", frame},
    {"menu", frame},
    {"metadata", byline},
    {"modal", furniture},
    {"mpu", furniture},
    {"nav", frame},
    {"navbar", frame},
    {"navigation", frame},
    {"newsletter", furniture},
    {"newsletters", furniture},
    {"noprint", furniture},
    {"outbrain", furniture},
    {"overlay", furniture},
    {"pagination", furniture},
    {"paywall", furniture},
    {"permalink", furniture},
    {"player", furniture},
    {"poll", furniture},
    {"popular", furniture},
    {"popup", furniture},
    {"pullquote", furniture},
    {"promo", furniture},
    {"promos", furniture},
    {"promoted", furniture},
    {"promotion", furniture},
    {"pubdate", byline},
    {"rating", furniture},
    {"readmore", furniture},
    {"readnext", furniture},
    {"recirc", furniture},
    {"recirculation", furniture},
    {"recommendation", furniture},
    {"recommendations", furniture},
    {"recommended", furniture},
    {"related", furniture},
    {"relatedposts", furniture},
    {"reply", furniture},
    {"respond", furniture},
    {"screenreader", furniture},
    {"share", furniture},
    {"sharebar", furniture},
    {"sharedaddy", furniture},
    {"sharing", furniture},
    {"sidebar", frame},
    {"signup", furniture},
    {"skip", furniture},
    {"smallprint", furniture},
    {"fineprint", furniture},
    {"social", furniture},
    {"socials", furniture},
    {"sponsor", furniture},
    {"sponsored", furniture},
    {"subscribe", furniture},
    {"subscription", furniture},
    {"taboola", furniture},
    {"tagged", furniture},
    {"taglist", furniture},
    {"tags", furniture},
    {"ticker", furniture},
    {"timestamp", byline},
    {"toast", furniture},
    {"toolbar", furniture},
    {"tools", furniture},
    {"topics", furniture},
    {"trending", furniture},
    {"weather", furniture},
    {"widget", furniture},
    {"widgets", furniture},
};

constexpr std::size_t longest_class_word = 15;

std::uint32_t mark_of(std::string_view word) {
    static const auto sorted = [] {
        auto copy = std::to_array(class_words);
        std::sort(copy.begin(), copy.end(),
                  [](const ClassWord& a, const ClassWord& b) { return a.word < b.word; });
        return copy;
    }();
    const auto found =
        std::lower_bound(sorted.begin(), sorted.end(), word,
                         [](const ClassWord& known, std::string_view w) { return known.word < w; });
    return found != sorted.end() && found->word == word ? found->mark : 0;
}

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

std::uint32_t marks_of_names(std::string_view names) {
    std::uint32_t marks = 0;
    std::array<char, longest_class_word> word{};
    std::size_t size = 0;
    const auto finish = [&] {
        if (size >= 2 && size <= word.size()) marks |= mark_of({word.data(), size});
        size = 0;
    };
    for (std::size_t i = 0; i < names.size(); ++i) {
        const char c = names[i];
        if (!is_lower(c) && !is_upper(c)) {
            finish();
            continue;
        }
        if (is_upper(c) && i > 0 && is_lower(names[i - 1])) finish();
        if (size < word.size()) word[size] = static_cast<char>(c | 0x20);
        ++size;
    }
    finish();
    return marks;
}

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

bool has_word(std::string_view names, std::string_view word) {
    for (auto at = names.find(word); at != std::string_view::npos; at = names.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || names[at - 1] == ' ') && (end == names.size() || names[end] == ' ')) return true;
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

bool is_hidden(const PageTree& tree, NodeNumber node) {
    switch (tree.nodes()[node].tag) {
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
            break;
    }
    for (const auto& [name, value] : tree.attributes(node)) {
        if (name == "hidden" && value != "until-found") return true;
        if (name == "aria-hidden" && value == "true") return true;
        if (name == "style" &&
            (has_style(value, "display", "none") || has_style(value, "visibility", "hidden")))
            return true;
        if (name == "class")
            for (const std::string_view word :
                 {"screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "hidden"})
                if (has_word(value, word)) return true;
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
