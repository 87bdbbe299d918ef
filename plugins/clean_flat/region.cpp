// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "article.hpp"
#include "headline.hpp"

namespace clean_flat {
namespace {

// Found by trying: of two halves of 650 pages the one gave the weights and the other these.
constexpr float foreign_line_cost = 0.42F;
constexpr float words_beside = 2.0F;   // what a line weighs besides its words
constexpr std::uint32_t most_words = 40;  // above, a line weighs no more

float worth(const Line& line, float score) {
    const auto probability = 1.0F / (1.0F + std::exp(-score));
    return (probability - foreign_line_cost) * (static_cast<float>(std::min(line.words, most_words)) + words_beside);
}

constexpr std::size_t header_lines = 80;   // how far above the article its headline may stand
constexpr std::size_t longest_headline = 300;  // bytes

bool may_be_headline(const Line& line) {
    return line.words >= 2 && line.words <= 40 && line.span.size() <= longest_headline && !line.byline && !line.date;
}

// Above the article, or its first lines: as far as the second line of prose.
std::size_t header_end(const std::vector<Line>& lines, Region region) {
    std::size_t prose = 0, i = region.first;
    for (; i < region.last; ++i)
        if (lines[i].is_prose() && lines[i].words > 15 && ++prose == 2) break;
    return std::min(i, lines.size());
}

}  // namespace

Region find_region(const std::vector<Line>& lines, const std::vector<float>& scores) {
    Region best{0, 0}, here{0, 0};
    float best_worth = 0, worth_here = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (worth_here <= 0) worth_here = 0, here.first = i;
        worth_here += worth(lines[i], scores[i]);
        here.last = i + 1;
        if (worth_here > best_worth) best_worth = worth_here, best = here;
    }
    const bool any_prose = std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.is_prose(); });
    return any_prose && best_worth > 0 ? best : Region{0, lines.size()};
}

Heading find_heading(std::string_view text, std::vector<Line>& lines, Region region) {
    Heading heading;
    if (lines.empty()) return heading;
    const auto end = header_end(lines, region);
    const auto begin = region.first > header_lines ? region.first - header_lines : 0;
    std::vector<std::string_view> known;
    for (std::size_t i = std::max<std::size_t>(begin, 1); i < end; ++i)
        if (may_be_headline(lines[i])) known.push_back(lines[i].of(text));
    // The page's own title comes first when it is there at all.
    const bool has_title = may_be_headline(lines[0]) && end > 0 && lines[0].debris == 0 &&
                           (!lines[0].is_prose() || lines.size() > 1);
    if (!has_title) return heading;
    auto title = press::split_title(lines[0].of(text), known);
    std::size_t printed = 0;
    for (auto i = std::max<std::size_t>(begin, 1); i < end; ++i)
        if (may_be_headline(lines[i]) && press::same_headline(lines[i].of(text), title.headline)) {
            lines[i].title = true;
            printed = i;
        }
    const bool alone = printed == 0 && title.site.empty();
    if (alone && (lines[0].ends_sentence && lines[0].of(text).back() == '.')) return heading;
    lines[0].title = true;
    heading.headline = printed ? press::collapsed(lines[printed].of(text)) : title.headline;
    heading.site = title.site;
    heading.published = title.published;
    heading.behind = printed + 1;
    return heading;
}

}  // namespace clean_flat
