// SPDX-License-Identifier: MIT
#include "page_limits.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cstdint>
#include <quern/error.hpp>
#include <string>

namespace clean_html {
namespace {

// Of 752 pages of the open web the deepest has 183 levels and the largest 18,000 tags. MyHTML takes 10 ms for
// 2,000 levels, 280 ms for 10,000 and half a minute for 100,000.
constexpr std::int64_t most_levels = 2'000;
constexpr std::int64_t most_open_formats = 500;
constexpr std::int64_t most_reopened = 4'000'000;  // formatting elements, summed over all tags
constexpr std::int64_t most_steps =
    500'000'000;  // levels, summed over all tags: what looking for a parent costs
constexpr std::int64_t most_tags = 4'000'000;  // 200 bytes each
constexpr std::int64_t most_roots = 2'000;     // html and body tags: each is merged with the ones before

enum Kind : std::uint8_t { nesting, formatting, flat, raw, root };

struct KnownTag {
    std::string_view name;
    Kind kind;
};

// Tags that nest as a matter of course are not listed.
constexpr KnownTag known_tags[] = {
    // closed by the next of their like, or never opened
    {"p", flat},
    {"li", flat},
    {"td", flat},
    {"th", flat},
    {"tr", flat},
    {"dt", flat},
    {"dd", flat},
    {"option", flat},
    {"optgroup", flat},
    {"thead", flat},
    {"tbody", flat},
    {"tfoot", flat},
    {"area", flat},
    {"base", flat},
    {"br", flat},
    {"col", flat},
    {"embed", flat},
    {"hr", flat},
    {"img", flat},
    {"input", flat},
    {"link", flat},
    {"meta", flat},
    {"param", flat},
    {"source", flat},
    {"track", flat},
    {"wbr", flat},
    {"image", flat},
    // opened again in every block until they are closed
    {"a", formatting},
    {"b", formatting},
    {"big", formatting},
    {"code", formatting},
    {"em", formatting},
    {"font", formatting},
    {"i", formatting},
    {"nobr", formatting},
    {"s", formatting},
    {"small", formatting},
    {"strike", formatting},
    {"strong", formatting},
    {"tt", formatting},
    {"u", formatting},
    // what stands inside is text
    {"script", raw},
    {"style", raw},
    {"textarea", raw},
    {"title", raw},
    {"xmp", raw},
    {"iframe", raw},
    {"noembed", raw},
    {"noframes", raw},
    {"html", root},
    {"body", root}};

constexpr std::size_t longest_name = 10;

Kind kind_of(std::string_view name) {
    for (const auto& tag : known_tags)
        if (tag.name == name) return tag.kind;
    return nesting;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

class LimitCheck {
public:
    explicit LimitCheck(std::string_view page) : page_(page) {}

    void run() {
        for (auto at = page_.find('<'); at < page_.size(); at = page_.find('<', at)) at = tag_at(at + 1);
    }

private:
    // Reads what begins behind a '<'; returns the place to go on.
    std::size_t tag_at(std::size_t at) {
        if (page_.substr(at, 3) == "!--") return behind_comment(at + 3);
        const bool closes = at < page_.size() && page_[at] == '/';
        if (closes) ++at;
        if (at >= page_.size() || !is_letter(page_[at])) return at;
        auto end = at;
        while (end < page_.size() && !is_space(page_[end]) && page_[end] != '>' && page_[end] != '/') ++end;
        const auto name = folded(page_.substr(at, end - at));
        at = behind_attributes(end);
        const auto kind = kind_of(name);
        count(name, kind, closes);
        return kind == raw && !closes ? behind_raw(name, at) : at;
    }

    std::size_t behind_comment(std::size_t at) {
        if (page_.substr(at, 1) == ">" || page_.substr(at, 2) == "->") return at;
        for (auto end = page_.find("--", at); end < page_.size(); end = page_.find("--", end + 1))
            if (page_.substr(end + 2, 1) == ">" || page_.substr(end + 2, 2) == "!>") return end + 2;
        return page_.size();
    }

    std::size_t behind_attributes(std::size_t at) const {
        char quote = 0;
        for (; at < page_.size(); ++at) {
            const char c = page_[at];
            if (quote) {
                if (c == quote) quote = 0;
            } else if (c == '>') {
                return at + 1;
            } else if ((c == '"' || c == '\'') && page_[at - 1] == '=') {
                quote = c;
            }
        }
        return at;
    }

    // Behind the text of a script and its like.
    std::size_t behind_raw(const std::string& name, std::size_t at) const {
        for (auto end = page_.find("</", at); end < page_.size(); end = page_.find("</", end + 2))
            if (folded(page_.substr(end + 2, name.size())) == name) return end;
        return page_.size();
    }

    static std::string folded(std::string_view name) {
        std::string out(name.substr(0, longest_name));
        for (auto& c : out)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
        return out;
    }

    void count(const std::string& name, Kind kind, bool closes) {
        if (kind == nesting || kind == formatting) {
            auto& open = open_[slot(name)];
            auto& sum = kind == formatting ? formats_ : levels_;
            if (!closes)
                ++open, ++sum;
            else if (open > 0)
                --open, --sum;
        }
        roots_ += kind == root;
        ++tags_;
        steps_ += levels_ + formats_;
        if (kind != formatting) reopened_ += formats_;
        refuse_above(levels_, most_levels, "elements nested in one another");
        refuse_above(formats_, most_open_formats,
                     "formatting elements (b, i, font, …) that are never closed");
        refuse_above(reopened_, most_reopened, "formatting elements opened again and again");
        refuse_above(steps_, most_steps, "steps to parse its nested elements");
        refuse_above(roots_, most_roots, "html and body tags");
        refuse_above(tags_, most_tags, "tags");
    }

    // Names share 64 counters; where two meet the count is only more careful.
    static std::size_t slot(const std::string& name) {
        std::size_t hash = 0;
        for (const unsigned char c : name) hash = hash * 31 + c;
        return hash % 64;
    }

    static void refuse_above(std::int64_t count, std::int64_t most, std::string_view what) {
        if (count > most)
            throw quern::Error(fmt::format("the page has more than {} {}", most, what),
                               "such a page is broken or made to do harm; take it out of the input");
    }

    std::string_view page_;
    std::array<std::int64_t, 64> open_{};
    std::int64_t levels_ = 0, formats_ = 0, reopened_ = 0, steps_ = 0, tags_ = 0, roots_ = 0;
};

}  // namespace

void check_limits(std::string_view page) {
    LimitCheck(page).run();
}

}  // namespace clean_html
