// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "article.hpp"
#include "press/dates.hpp"
#include "press/headline.hpp"

namespace clean_flat {
namespace {

// Found by trying: of two halves of 650 pages, whole and cut out as flatteners do, the one gave the weights
// and the other these.
constexpr float foreign_line_cost = 0.46F;
constexpr float lean_page_cost =
    0.05F;  // where little but an article is left, a line that is none costs next to nothing
constexpr std::size_t lean_share = 80;    // per cent of the words that stand in sentences
constexpr float words_beside = 2.0F;      // what a line weighs besides its words
constexpr std::uint32_t most_words = 40;  // above, a line weighs no more

float worth(const Line& line, float score, float cost) {
    const auto probability = 1.0F / (1.0F + std::exp(-score));
    return (probability - cost) * (static_cast<float>(std::min(line.words, most_words)) + words_beside);
}

bool is_lean(const std::vector<Line>& lines) {
    constexpr std::uint32_t most_counted = 200;
    std::size_t words = 0, in_sentences = 0;
    for (const auto& line : lines) {
        const auto count = std::min(line.words, most_counted);
        words += count;
        if (line.ends_sentence && line.words >= 8) in_sentences += count;
    }
    return 100 * in_sentences > lean_share * words;
}

// Whether a line that the best run left out is a paragraph all the same.
bool is_left_out(const Line& line, float score) {
    constexpr float least_score = -2.0F;
    return line.is_prose() && line.words >= 15 && line.debris == 0 && !line.byline && score > least_score;
}

constexpr std::size_t widest_box = 3;  // lines

// Links and boxes in the middle of a short article part its first or last paragraphs from the rest: they are
// fetched back.
Region widen(const std::vector<Line>& lines, const std::vector<float>& scores, Region region) {
    for (std::size_t box = 0; box <= widest_box && region.last + box < lines.size();) {
        const auto i = region.last + box;
        if (is_left_out(lines[i], scores[i]))
            region.last = i + 1, box = 0;
        else if (lines[i].debris != 0)
            ++box;
        else
            break;
    }
    // Above stands less that is like a paragraph: the page has to begin with it.
    if (region.first > 0 && region.first <= widest_box + 1 && is_left_out(lines[0], scores[0]))
        region.first = 0;
    return region;
}

constexpr std::size_t header_lines = 80;       // how far above the article its headline may stand
constexpr std::size_t longest_headline = 300;  // bytes

bool may_be_headline(const Line& line) {
    return line.words >= 2 && line.words <= 40 && line.span.size() <= longest_headline && !line.byline &&
           !line.date;
}

// Above the article, or its first lines: as far as the second line of prose.
std::size_t header_end(const std::vector<Line>& lines, Region region) {
    std::size_t prose = 0, i = region.first;
    for (; i < region.last; ++i)
        if (lines[i].is_prose() && lines[i].words > 15 && ++prose == 2) break;
    return std::min(i, lines.size());
}

class HeadingFinder {
public:
    HeadingFinder(std::string_view text, std::vector<Line>& lines, Region region)
        : text_(text),
          lines_(lines),
          begin_(region.first > header_lines ? region.first - header_lines : 0),
          end_(header_end(lines, region)) {}

    press::Heading find() {
        if (begin_ < end_ && !find_by_title()) find_alone();
        return std::move(heading_);
    }

private:
    std::string_view content(std::size_t i) const { return lines_[i].of(text_); }

    // The page's own title comes first when it is there at all.
    bool find_by_title() {
        if (!may_be_headline(lines_[0]) || lines_[0].debris != 0 ||
            (lines_[0].is_prose() && lines_.size() == 1))
            return false;
        std::vector<std::string_view> known;
        for (auto i = first_below(); i < end_; ++i)
            if (may_be_headline(lines_[i])) known.push_back(content(i));
        const auto title = press::split_title(content(0), known);
        const press::HeadlineWords headline(title.headline);
        std::size_t printed = 0;
        for (auto i = first_below(); i < end_; ++i)
            if (may_be_headline(lines_[i]) && same_headline(press::HeadlineWords(content(i)), headline)) {
                lines_[i].title = true;
                printed = i;
            }
        heading_.site = title.site;
        heading_.published = title.published;
        const bool sentence = lines_[0].ends_sentence && content(0).back() == '.';
        const bool path_of_sections =
            title.parts.size() > 1 && press::split_words(title.headline).size() <= 3;
        if (printed == 0 && (path_of_sections || (title.site.empty() && sentence)))
            return heading_.site.clear(), false;
        lines_[0].title = true;
        heading_.headline = printed ? press::collapsed(content(printed)) : title.headline;
        heading_.behind = printed + 1;
        return true;
    }

    // No title above: the last line before the first paragraph, bylines and dates left aside, if it is like a
    // headline.
    void find_alone() {
        auto i = begin_;
        while (i < end_ && !lines_[i].is_prose()) ++i;
        if (i == end_) return;
        while (i-- > begin_) {
            const auto& line = lines_[i];
            if (line.byline || line.date || line.debris != 0 || press::find_date(content(i).substr(0, 200)))
                continue;
            if (!may_be_headline(line) || line.words < 4 || line.words > 30 || line.bar || line.item) return;
            if (line.ends_sentence && content(i).back() == '.') return;
            lines_[i].title = true;
            heading_.headline = press::collapsed(content(i));
            heading_.behind = i + 1;
            return;
        }
    }

    std::size_t first_below() const { return std::max<std::size_t>(begin_, 1); }

    std::string_view text_;
    std::vector<Line>& lines_;
    std::size_t begin_, end_;
    press::Heading heading_;
};

}  // namespace

Region find_region(const std::vector<Line>& lines, const std::vector<float>& scores) {
    Region best{0, 0}, here{0, 0};
    const auto cost = is_lean(lines) ? lean_page_cost : foreign_line_cost;
    float best_worth = 0, worth_here = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (worth_here <= 0) worth_here = 0, here.first = i;
        worth_here += worth(lines[i], scores[i], cost);
        here.last = i + 1;
        if (worth_here > best_worth) best_worth = worth_here, best = here;
    }
    best = widen(lines, scores, best);
    const bool any_prose =
        std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.is_prose(); });
    return any_prose && best_worth > 0 ? best : Region{0, lines.size()};
}

press::Heading find_heading(std::string_view text, std::vector<Line>& lines, Region region) {
    HeadingFinder finder(text, lines, region);
    return finder.find();
}

}  // namespace clean_flat
