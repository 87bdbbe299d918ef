// SPDX-License-Identifier: MIT
#include "page_limits.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <quern/error.hpp>
#include <string>
#include <vector>

#include "known_tags.hpp"

namespace clean_html {
namespace {

// Of 752 pages of the open web the deepest has 183 levels and the largest 18,000 tags. MyHTML takes 10 ms for
// 2,000 levels, 280 ms for 10,000 and half a minute for 100,000.
constexpr std::int64_t most_levels = 2'000;
constexpr std::int64_t most_open_formats = 500;
constexpr std::int64_t most_reopened = 4'000'000;  // formatting elements, summed over all tags
constexpr std::int64_t most_steps =
    500'000'000;  // levels, summed over all tags: what looking for a parent costs
// What MyHTML's tokens and nodes, and what is made of them, take for each, with the text that follows;
// together as much as any page may have, and of a large one a multiple of its size.
constexpr std::int64_t start_tag_bytes = 700, end_tag_bytes = 160, comment_bytes = 320, attribute_bytes = 200;
constexpr std::int64_t granted_bytes = 96'000'000, granted_multiple = 8;
constexpr std::int64_t most_roots = 2'000;  // html and body tags: each is merged with the ones before

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// What a byte is to somebody who only looks for the end of a tag.
enum ByteUse : std::uint8_t { plain, ends_name, closes_tag = 2, quote = 4 };
constexpr auto byte_uses = [] {
    std::array<std::uint8_t, 256> table{};
    for (const unsigned char c : {' ', '\n', '\t', '\r', '\f', '/'}) table[c] = ends_name;
    table['>'] = closes_tag | ends_name;
    table['"'] = table['\''] = quote;
    return table;
}();
std::uint8_t use_of(char c) {
    return byte_uses[static_cast<unsigned char>(c)];
}

// Whose rules hold for an element, and for what stands in it.
enum class Rules : std::uint8_t { html, svg, math };

struct Element {
    std::uint64_t key;
    Rules own, within;
};

constexpr auto svg_key = key_of("svg"), math_key = key_of("math");
constexpr auto script_key = key_of("script"), select_key = key_of("select");

bool is_one_of(std::initializer_list<std::string_view> names, std::uint64_t key) {
    return std::any_of(names.begin(), names.end(), [&](auto name) { return key_of(name) == key; });
}

bool has(std::string_view text, std::string_view word) {
    return std::search(text.begin(), text.end(), word.begin(), word.end(),
                       [](char a, char b) { return (a | 0x20) == (b | 0x20); }) != text.end();
}

// Start tags that end the svg or math they stand in.
bool ends_foreign(std::uint64_t key, std::string_view attributes) {
    if (key == key_of("font"))
        return has(attributes, "color") || has(attributes, "face") || has(attributes, "size");
    return is_one_of(
        {"b",     "big",   "blockquote", "body",   "br",   "center", "code",  "dd", "div",  "dl",   "dt",
         "em",    "embed", "h1",         "h2",     "h3",   "h4",     "h5",    "h6", "head", "hr",   "i",
         "img",   "li",    "listing",    "menu",   "meta", "nobr",   "ol",    "p",  "pre",  "ruby", "s",
         "small", "span",  "strong",     "strike", "sub",  "sup",    "table", "tt", "u",    "ul",   "var"},
        key);
}

// Elements of svg and math that hold HTML.
bool holds_html(Rules own, std::uint64_t key, std::string_view attributes) {
    if (own == Rules::svg) return is_one_of({"foreignobject", "desc", "title"}, key);
    if (own == Rules::math)
        return is_one_of({"mi", "mo", "mn", "ms", "mtext"}, key) ||
               (key == key_of("annotation-xml") && has(attributes, "html"));
    return true;
}

// How many elements of each name are open. Where a page has so many names that one finds no place, its
// elements count as never closed.
class OpenElements {
public:
    std::int64_t& of(std::uint64_t key) {
        constexpr std::size_t most_tries = 16;
        for (std::size_t i = 0; i < most_tries; ++i) {
            auto& place = places_[(slot_of(key) * 4 + i) % places_.size()];
            if (place.key == 0) place.key = key;
            if (place.key == key) return place.open;
        }
        return without_place_ = 0;
    }

private:
    struct Place {
        std::uint64_t key = 0;
        std::int64_t open = 0;
    };
    std::array<Place, 4 * tag_slots> places_{};
    std::int64_t without_place_ = 0;
};

class LimitCheck {
public:
    explicit LimitCheck(std::string_view page)
        : page_(page),
          most_memory_(std::max(granted_bytes, static_cast<std::int64_t>(page.size()) * granted_multiple)) {}

    void run() {
        for (auto at = page_.find('<'); at < page_.size(); at = page_.find('<', at)) at = tag_at(at + 1);
        refuse_too_large();
    }

private:
    // Reads what begins behind a '<'; returns the place to go on.
    std::size_t tag_at(std::size_t at) {
        if (page_.substr(at, 3) == "!--") return ++comments_, behind_comment(at + 3);
        const bool closes = at < page_.size() && page_[at] == '/';
        if (closes) ++at;
        if (at >= page_.size()) return at;
        if (page_[at] == '!' || page_[at] == '?' || (closes && !is_letter(page_[at])))
            return behind_declaration(at);
        if (!is_letter(page_[at])) return at;
        auto end = at;
        while (end < page_.size() && !(use_of(page_[end]) & ends_name)) ++end;
        const auto name = page_.substr(at, end - at);
        const auto key = key_of(name);
        at = behind_attributes(end);
        const bool foreign = closes ? leave(key) : enter(key, page_.substr(end, at - end));
        selects_ = selects_ || key == select_key;
        if (foreign && key == script_key && selects_ && !closes) refuse_tags_in_script(at);
        if (foreign) return count(key, self_closed_ && !closes ? flat : nesting, closes), at;
        const auto kind = kind_of(key);
        count(key, kind, closes);
        if (kind != raw || closes) return at;
        return key == script_key ? behind_script(at) : behind_raw(name.size(), key, at);
    }

    std::size_t behind_comment(std::size_t at) {
        if (page_.substr(at, 1) == ">" || page_.substr(at, 2) == "->") return at;
        for (auto end = page_.find("--", at); end < page_.size(); end = page_.find("--", end + 1))
            if (page_.substr(end + 2, 1) == ">" || page_.substr(end + 2, 2) == "!>") return end + 2;
        return page_.size();
    }

    // What is neither tag nor comment ends with the next '>', or with the CDATA section that it is.
    std::size_t behind_declaration(std::size_t at) const {
        const bool section = rules() != Rules::html && page_.substr(at, 8) == "![CDATA[";
        return std::min(page_.find(section ? "]]>" : ">", at), page_.size());
    }

    // A quote opens a value only as its first byte; elsewhere it is a letter as any other. A slash before the
    // end counts unless it is the last of a value without quotes.
    std::size_t behind_attributes(std::size_t at) {
        enum { between, name, behind_name, before_value, value } state = between;
        for (; at < page_.size(); ++at) {
            const auto use = use_of(page_[at]);
            if (use & closes_tag) {
                self_closed_ = state == between && page_[at - 1] == '/';
                return at + 1;
            }
            const bool blank = (use & ends_name) && page_[at] != '/';
            if (state == value) {
                if (blank) state = between;
            } else if (state == before_value) {
                if (use & quote) {
                    at = std::min(page_.find(page_[at], at + 1), page_.size());
                    state = between;
                } else if (!blank) {
                    state = value;
                }
            } else if (use & ends_name) {
                if (!blank)
                    state = between;
                else if (state == name)
                    state = behind_name;
            } else if (state != between && page_[at] == '=') {
                state = before_value;
            } else if (state != name) {
                ++attributes_;
                state = name;
            }
        }
        return page_.size();
    }

    // Behind the text of a script and its like.
    std::size_t behind_raw(std::size_t size, std::uint64_t key, std::size_t at) const {
        for (auto end = page_.find("</", at); end < page_.size(); end = page_.find("</", end + 2))
            if (const auto behind = end + 2 + size; behind < page_.size() &&
                                                    (use_of(page_[behind]) & ends_name) &&
                                                    key_of(page_.substr(end + 2, size)) == key)
                return end;
        return page_.size();
    }

    // A script that has "<!--" and then "<script" ends only behind a second end tag, or a "-->".
    std::size_t behind_script(std::size_t at) const {
        constexpr std::size_t name_size = 6;
        const auto end = behind_raw(name_size, script_key, at);
        if (page_.substr(at, end - at).find("<!--") == std::string_view::npos) return end;
        const auto is_name = [&](std::size_t name) {
            return name + name_size < page_.size() && (use_of(page_[name + name_size]) & ends_name) &&
                   key_of(page_.substr(name, name_size)) == script_key;
        };
        enum { plain, escaped, twice } state = plain;
        for (at = page_.find_first_of("<-", at); at < page_.size(); at = page_.find_first_of("<-", at + 1)) {
            if (page_.substr(at, 3) == "-->") {
                state = plain;
            } else if (page_.substr(at, 2) == "</" && is_name(at + 2)) {
                if (state != twice) return at;
                state = escaped;
            } else if (page_.substr(at, 4) == "<!--" && state == plain) {
                state = escaped;
            } else if (state == escaped && page_[at] == '<' && is_name(at + 1)) {
                state = twice;
            }
        }
        return page_.size();
    }

    // In an svg or math element a script's text is read as tags, in a select it is not, for no svg begins
    // there; and where a select ends is a long story. Without tags it is all one.
    void refuse_tags_in_script(std::size_t at) const {
        const auto end = behind_raw(6, script_key, at);
        if (page_.substr(at, end - at).find('<') != std::string_view::npos)
            refuse(
                "the page has a script with tags, in an svg or math element behind a select, where it is no "
                "telling what of it is script");
    }

    // The rules that hold where the next tag stands.
    Rules rules() const { return inside_.empty() ? Rules::html : inside_.back().within; }

    // A start tag; true where the element is one of svg or math. Inside those a tag that ends in "/>" opens
    // nothing and no text is raw, until a tag comes that only HTML has.
    bool enter(std::uint64_t key, std::string_view attributes) {
        const bool begins = key == svg_key || key == math_key;
        if (!begins && inside_.empty()) return false;
        while (rules() != Rules::html && ends_foreign(key, attributes)) inside_.pop_back();
        auto own = rules();
        if (own == Rules::html && begins) own = key == svg_key ? Rules::svg : Rules::math;
        const bool foreign = own != Rules::html;
        const bool opens = foreign ? !self_closed_ : !inside_.empty() && kind_of(key) == nesting;
        if (opens) inside_.push_back({key, own, holds_html(own, key, attributes) ? Rules::html : own});
        return foreign;
    }

    // An end tag; true where it closes an element of svg or math. One of HTML closes no foreign element
    // around it; where none inside the svg has its name, it may close one around the svg, and the svg with
    // that.
    bool leave(std::uint64_t key) {
        bool html = false;
        for (auto i = inside_.size(); i-- > 0;) {
            const auto& element = inside_[i];
            const bool own_html = element.own == Rules::html;
            if (html && !own_html) return false;
            html = own_html;
            if (element.key == key) return inside_.resize(i), !html;
        }
        if (rules() == Rules::html) return false;
        const auto kind = kind_of(key);
        const bool counted = kind == nesting || kind == formatting || kind == single;
        if (!counted || open_.of(key) > 0) inside_.clear();
        return false;
    }

    void count(std::uint64_t key, TagKind kind, bool closes) {
        if (kind == nesting || kind == formatting || kind == single) {
            auto& open = open_.of(key);
            auto& sum = kind == nesting ? levels_ : formats_;
            if (closes ? open > 0 : kind != single || open == 0) {
                const int step = closes ? -1 : 1;
                open += step, sum += step;
            }
        }
        roots_ += kind == root;
        ++(closes ? end_tags_ : start_tags_);
        steps_ += levels_ + formats_;
        if (kind != formatting && kind != single) reopened_ += formats_;
        refuse_above(levels_, most_levels, "elements nested in one another");
        refuse_above(formats_, most_open_formats,
                     "formatting elements (b, i, font, …) that are never closed");
        refuse_above(reopened_, most_reopened, "formatting elements opened again and again");
        refuse_above(steps_, most_steps, "steps to parse its nested elements");
        refuse_above(roots_, most_roots, "html and body tags");
        refuse_too_large();
    }

    void refuse_too_large() const {
        const auto memory = start_tags_ * start_tag_bytes + end_tags_ * end_tag_bytes +
                            comments_ * comment_bytes + attributes_ * attribute_bytes;
        if (memory > most_memory_)
            refuse(fmt::format(
                "of the page's {} bytes too many are tags: the first {}, with {} attributes and {} "
                "comments, take more than {} MB of memory",
                page_.size(), start_tags_ + end_tags_, attributes_, comments_, most_memory_ / 1'000'000));
    }

    static void refuse_above(std::int64_t count, std::int64_t most, std::string_view what) {
        if (count > most) refuse(fmt::format("the page has more than {} {}", most, what));
    }

    [[noreturn]] static void refuse(const std::string& why) {
        throw quern::Error(why, "such a page is broken or made to do harm; take it out of the input");
    }

    std::string_view page_;
    std::int64_t most_memory_;
    bool self_closed_ = false;     // the last tag
    bool selects_ = false;         // one was opened
    std::vector<Element> inside_;  // the elements that are open from the outermost svg or math on
    OpenElements open_;
    std::int64_t levels_ = 0, formats_ = 0, reopened_ = 0, steps_ = 0, roots_ = 0;
    std::int64_t start_tags_ = 0, end_tags_ = 0, comments_ = 0, attributes_ = 0;
};

}  // namespace

void check_limits(std::string_view page) {
    LimitCheck(page).run();
}

}  // namespace clean_html
