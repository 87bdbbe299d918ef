// SPDX-License-Identifier: MIT
#include "heading.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>
#include <vector>

#include "press/dates.hpp"
#include "press/headline.hpp"

namespace clean_flat {
namespace {

constexpr std::size_t header_lines = 80;       // how far above the article its headline may stand
constexpr std::size_t longest_headline = 300;  // bytes

bool may_be_headline(const Line& line) {
    // Where each character counts as a word, a name of a section has two as well.
    const bool characters = line.span.size() <= 3 * line.words;
    return line.words >= (characters ? 8 : 2) && line.words <= 40 && line.span.size() <= longest_headline &&
           !line.byline && !line.date;
}

class HeadingFinder {
public:
    HeadingFinder(std::string_view text, std::vector<Line>& lines, Region region)
        : text_(text),
          lines_(lines),
          begin_(region.first > header_lines ? region.first - header_lines : 0),
          end_(press::header_end(lines, region)) {}

    press::Heading find() {
        if (begin_ < end_ && !find_by_title()) find_alone();
        return std::move(heading_);
    }

private:
    std::string_view content(std::size_t i) const { return lines_[i].of(text_); }

    // Three quarters of a headline's words stand in the title that prints it, unless one of the two is broken
    // off: most lines need not be compared word by word.
    bool may_print_title(const Line& line) const {
        const auto foreign = static_cast<std::uint32_t>(std::popcount(line.sieve & ~lines_[0].sieve));
        return 4 * foreign <= line.words + 4 || is_broken_off(content(0));
    }

    static bool is_broken_off(std::string_view title) {
        return title.ends_with("…") || title.ends_with("...");
    }

    // Calls take(line's number, its words) for the lines that may print the title.
    template <class Take>
    void each_candidate(Take take) const {
        for (auto i = std::max<std::size_t>(begin_, 1); i < end_; ++i)
            if (may_be_headline(lines_[i]) && may_print_title(lines_[i]))
                take(i, press::HeadlineWords(content(i)));
    }

    // The page's own title comes first when it is there at all.
    bool find_by_title() {
        if (!may_be_headline(lines_[0]) || lines_[0].debris != 0 ||
            (lines_[0].is_prose() && lines_.size() == 1))
            return false;
        press::TitleSplitter splitter(content(0));
        if (splitter.has_parts())
            each_candidate([&](std::size_t, const press::HeadlineWords& line) { splitter.show(line); });
        const auto title = splitter.split();
        const press::HeadlineWords headline(title.headline);
        std::size_t printed = 0;
        each_candidate([&](std::size_t i, const press::HeadlineWords& line) {
            if (same_headline(line, headline)) printed = i, lines_[i].title = true;
        });
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

    std::string_view text_;
    std::vector<Line>& lines_;
    std::size_t begin_, end_;
    press::Heading heading_;
};

}  // namespace

press::Heading find_heading(std::string_view text, std::vector<Line>& lines, Region region) {
    HeadingFinder finder(text, lines, region);
    return finder.find();
}

}  // namespace clean_flat
