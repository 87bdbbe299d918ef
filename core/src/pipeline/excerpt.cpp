// SPDX-License-Identifier: MIT
#include "pipeline/excerpt.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "document/utf8.hpp"
#include "pipeline/printable.hpp"

namespace quern::host {

namespace {

constexpr int widest_line = 100;  // columns of the terminal that a line may take
constexpr int tab_width = 4;

struct Range {
    char32_t first, last;
};

// East Asian wide characters and emoji: two columns each.
constexpr Range wide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},  {0xac00, 0xd7a3},
                          {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},  {0xffe0, 0xffe6},
                          {0x1f300, 0x1f64f}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
// Combining marks and invisible characters: none.
constexpr Range narrow[] = {{0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x064b, 0x065f},
                            {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x20d0, 0x20ff},
                            {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}};

int width_of(char32_t c) {
    const auto holds = [c](const Range& range) { return range.first <= c && c <= range.last; };
    if (std::any_of(std::begin(narrow), std::end(narrow), holds)) return 0;
    return std::any_of(std::begin(wide), std::end(wide), holds) ? 2 : 1;
}

// One code point as it is shown.
struct Glyph {
    std::string text;
    int width;
};

Glyph glyph(std::string_view line, std::size_t& at) {
    const CodePoint c = code_point_at(line, at);
    const std::string_view bytes = line.substr(at, std::max<std::size_t>(1, c.size));
    at += bytes.size();
    if (c.value == '\t') return {std::string(tab_width, ' '), tab_width};
    if (c.size == 0 || !is_printable(c.value)) return {"\ufffd", 1};
    return {std::string(bytes), width_of(c.value)};
}

std::string_view line_of(const std::string& text, int number) {
    std::string_view rest = text;
    for (int line = 1; line < number; ++line) {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) return {};
        rest.remove_prefix(end + 1);
    }
    rest = rest.substr(0, rest.find('\n'));
    if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
    return rest;
}

}  // namespace

Excerpt excerpt_of(const ConfigMark& mark) {
    std::string_view line = line_of(mark.source->text, mark.line);
    int caret_at = std::max(0, mark.column - 1);
    // What is far from the caret is not looked at: a line may be a megabyte.
    bool cut_front = false;
    for (; caret_at > widest_line && !line.empty(); --caret_at, cut_front = true)
        line.remove_prefix(std::max<std::size_t>(1, code_point_at(line, 0).size));
    std::vector<Glyph> glyphs;
    for (std::size_t at = 0; at < line.size() && static_cast<int>(glyphs.size()) < caret_at + widest_line;)
        glyphs.push_back(glyph(line, at));
    const int size = static_cast<int>(glyphs.size());
    const auto width = [&](int from, int to) {
        int sum = 0;
        for (int i = from; i < to && i < size; ++i) sum += glyphs[i].width;
        return sum;
    };

    // A line too wide is cut so that the caret stands near the middle.
    int first = 0;
    if (cut_front || width(0, size) > widest_line)
        while (first < caret_at && width(first, caret_at) > widest_line / 2) ++first;
    cut_front = cut_front || first > 0;
    Excerpt out;
    out.line = cut_front ? "…" : "";
    out.indent.assign((cut_front ? 1 : 0) + width(first, caret_at), ' ');
    int used = 0, shown = first;
    for (; shown < size && used + glyphs[shown].width <= widest_line; ++shown) {
        out.line += glyphs[shown].text;
        used += glyphs[shown].width;
    }
    if (shown < size) out.line += "…";
    const int caret_end = std::min(caret_at + std::max(1, mark.length), shown);
    out.caret.assign(std::max(1, width(caret_at, caret_end)), '^');
    return out;
}

}  // namespace quern::host
