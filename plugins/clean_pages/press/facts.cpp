// SPDX-License-Identifier: MIT
#include "facts.hpp"

#include <algorithm>

#include "byline.hpp"
#include "dates.hpp"

namespace press {
namespace {

constexpr std::size_t lines_above = 25;        // how far above the article a byline may stand
constexpr std::uint32_t most_words = 30;       // of a line that is looked at
constexpr std::uint32_t most_fact_words = 16;  // of a line that tells nothing else

// Where a word begins in a line, or npos; `word` in lower case.
std::size_t find_word(std::string_view content, std::string_view word) {
    for (const auto& w : split_words(content))
        if (w.hash == hash_of(word)) return w.begin;
    return std::string_view::npos;
}

std::string_view without_marks(std::string_view text) {
    text = trimmed(text);
    for (bool again = true; again && !text.empty();) {
        again = false;
        static constexpr std::string_view marks[] = {"|", "–", "—", "-", "/", "•", "·", ",", "(", ")", ":"};
        for (const auto mark : marks) {
            if (text.starts_with(mark)) text.remove_prefix(mark.size()), again = true;
            if (text.ends_with(mark)) text.remove_suffix(mark.size()), again = true;
        }
        text = trimmed(text);
    }
    return text;
}

class FactFinder {
public:
    FactFinder(std::string_view text, std::vector<Line>& lines, Region region, const Heading& heading)
        : text_(text), lines_(lines), region_(region), heading_(heading) {}

    Facts find() {
        read_header();
        facts_.told = !facts_.published.empty();
        if (facts_.published.empty()) facts_.published = updated_;
        if (facts_.published.empty()) facts_.published = heading_.published;
        facts_.site = heading_.site;
        for (auto i = region_.first; i < lines_.size(); ++i) read_footer(i);
        return std::move(facts_);
    }

private:
    std::string_view content(std::size_t i) const { return lines_[i].of(text_); }

    void read_header() {
        const auto end = header_end(lines_, region_);
        const auto above = region_.first > lines_above ? region_.first - lines_above : 0;
        const auto begin = std::max(above, heading_.behind);
        for (auto i = begin; i < end; ++i) read_header_line(i, end);
        if (!facts_.authors.empty() && !facts_.published.empty()) return;
        for (auto i = std::min(begin, end); i-- > above;) read_header_line(i, end);
    }

    void read_header_line(std::size_t i, std::size_t end) {
        auto& line = lines_[i];
        if (line.title || (line.foreign && !line.byline) || line.words > most_words ||
            (line.is_prose() && !line.byline) || line.span.size() > 400)
            return;
        const auto date = find_date(content(i));
        if (date) {
            auto& place = date->updated ? updated_ : facts_.published;
            if (place.empty()) place = date->iso;
            line.fact = !line.ends_sentence && line.words <= most_fact_words;
        }
        if (!facts_.authors.empty() || line.is(credit | related)) return;
        Byline byline;
        split_words(content(i), words_);
        if (may_be_byline(content(i), words_) && read_byline(content(i), byline)) {
            facts_.authors = std::move(byline.authors);
        } else if (!read_inner_byline(content(i))) {
            const bool beside_date = (i > 0 && lines_[i - 1].date) || (i + 1 < end && lines_[i + 1].date);
            if (date)
                read_beside(content(i), *date);
            else if (beside_date && line.debris == 0)
                read_name_line(content(i));
        }
        if (!facts_.authors.empty() && line.words <= most_fact_words) line.fact = true;
    }

    // "SALEM, Oregon | By Ann Bell", "Posted: 3 May 2020 by Ann Bell in News", "Date: … Author: Ann Bell"
    bool read_inner_byline(std::string_view content) {
        static const auto by = hash_of("by"), author = hash_of("author");
        for (const auto wanted : {by, author}) {
            const auto word =
                std::find_if(words_.begin(), words_.end(), [&](const Word& w) { return w.hash == wanted; });
            Byline byline;
            if (word != words_.end() && read_byline(content.substr(word->begin), byline)) {
                facts_.authors = std::move(byline.authors);
                return true;
            }
        }
        return false;
    }

    // "Ann Bell | Feb. 15, 2024", "20/09/2023 – Ann Bell"
    void read_beside(std::string_view content, const PageDate& date) {
        for (const auto part : {content.substr(0, date.begin), content.substr(date.end)}) {
            const auto name = without_marks(part);
            if (split_words(name).size() < 2 || !looks_like_name(name)) continue;
            facts_.authors = read_names(name);
            return;
        }
    }

    // "Ann Bell", "Ann Bell in Frankfurt": a line of its own beside the date.
    void read_name_line(std::string_view content) {
        const auto place = content.find(" in ");
        const auto name = place == std::string_view::npos ? content : content.substr(0, place);
        const auto words = split_words(name).size();
        if (words >= 2 && words <= 4 && looks_like_name(name)) facts_.authors = read_names(name);
    }

    void read_footer(std::size_t i) {
        const auto& line = lines_[i];
        if (line.is(legal) && facts_.site.empty()) read_owner(content(i));
        if (!facts_.authors.empty()) return;
        if (line.is(contact)) read_reporters(content(i));
        if (line.is(bio)) read_repeated_name(content(i));
    }

    // "© 2024 VCPOST, All rights reserved."
    void read_owner(std::string_view content) {
        const auto sign = content.find("©");
        if (sign == std::string_view::npos || sign > 20) return;
        const auto words = split_words(content.substr(sign));
        if (words.size() < 3 || !words[1].number) return;
        const auto rest = content.substr(sign + words[1].end);
        const auto end = std::min(rest.find_first_of(",.|"), rest.size());
        const auto name = without_marks(rest.substr(0, end));
        if (split_words(name).size() <= 4 && end < rest.size()) facts_.site = collapsed(name);
    }

    // "(Reporting by Ann Bell; Editing by …)", "To contact … staff for this story: Ann Bell in Oslo at …;
    // Carl Dorn in …"
    void read_reporters(std::string_view content) {
        if (content.starts_with("(")) content.remove_prefix(1);
        Byline byline;
        const auto semicolon = std::min(content.find(';'), content.size());
        if (find_word(content.substr(0, 12), "reporting") == 0 &&
            read_byline(content.substr(0, semicolon), byline)) {
            facts_.authors = std::move(byline.authors);
            return;
        }
        const auto colon = content.find(':');
        const auto lead = content.substr(0, std::min(colon, content.size()));
        const bool of_reporters = find_word(lead, "staff") != std::string_view::npos ||
                                  find_word(lead, "reporter") != std::string_view::npos ||
                                  find_word(lead, "reporters") != std::string_view::npos;
        if (colon == std::string_view::npos || !of_reporters ||
            find_word(lead, "contact") == std::string_view::npos)
            return;
        for (auto rest = content.substr(colon + 1); !rest.empty();) {
            const auto end = std::min(rest.find(';'), rest.size());
            const auto piece = trimmed(rest.substr(0, end));
            const auto name = piece.substr(0, std::min(piece.find(" in "), piece.size()));
            if (looks_like_name(name)) facts_.authors.push_back(collapsed(name));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }

    // "Ann Bell Ann Bell is a …": the heading of a box about the author and its text, in one line.
    void read_repeated_name(std::string_view content) {
        const auto words = split_words(content.substr(0, 200));
        for (std::size_t n = 2; n <= 4 && 2 * n < words.size(); ++n) {
            const auto same = [&](std::size_t k) {
                return words[k].hash == words[n + k].hash && words[k].capital;
            };
            bool repeats = true;
            for (std::size_t k = 0; k < n; ++k) repeats = repeats && same(k);
            if (!repeats) continue;
            facts_.authors = {collapsed(content.substr(words[0].begin, words[n - 1].end - words[0].begin))};
            return;
        }
    }

    std::string_view text_;
    std::vector<Line>& lines_;
    Region region_;
    const Heading& heading_;
    Facts facts_;
    std::string updated_;
    std::vector<Word> words_;  // of the line that is looked at
};

}  // namespace

std::size_t header_end(const std::vector<Line>& lines, Region region) {
    std::size_t paragraphs = 0, i = region.first;
    for (; i < std::min(region.last, lines.size()); ++i)
        if (lines[i].is_long_sentence() && ++paragraphs == 2) break;
    return i;
}

Facts find_facts(std::string_view text, std::vector<Line>& lines, Region region, const Heading& heading) {
    return FactFinder(text, lines, region, heading).find();
}

}  // namespace press
