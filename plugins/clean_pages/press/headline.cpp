// SPDX-License-Identifier: MIT
#include "headline.hpp"

#include <algorithm>

#include "dates.hpp"
#include "words.hpp"

namespace press {
namespace {

constexpr std::size_t longest_title = 1000;  // bytes; anything longer is no title

struct Separator {
    std::size_t at, size;
    bool hard;  // a bar, never part of a headline; a dash may be
};

// The next thing from `from` on that may stand between a headline and a site.
bool find_separator(std::string_view title, std::size_t from, Separator& found) {
    struct Sign {
        std::string_view text;
        bool hard;
    };
    static constexpr Sign signs[] = {{"|", true},    {" - ", false}, {" – ", false}, {" — ", false},
                                     {" :: ", true}, {" » ", true},  {" « ", true},  {" · ", true},
                                     {" • ", true},  {" › ", true},  {" / ", false}, {" : ", false},
                                     {" ‹ ", true}};
    found.at = std::string_view::npos;
    for (const auto& sign : signs)
        if (const auto at = title.find(sign.text, from); at < found.at)
            found = {at, sign.text.size(), sign.hard};
    return found.at != std::string_view::npos;
}

// A few words, each with a capital in front: BBC News, The Ostrow Courier, kale.example.
bool looks_like_site(std::string_view text) {
    const auto words = split_words(text);
    if (words.empty() || words.size() > 5) return false;
    if (text.find('.') != std::string_view::npos && text.find(' ') == std::string_view::npos) return true;
    std::size_t capitals = 0;
    for (const auto& word : words) capitals += word.capital || word.number || word.end - word.begin <= 3;
    return capitals == words.size() && words.front().capital;
}

bool is_date(std::string_view text) {
    const auto date = find_date(text);
    return date && date->alone;
}

}  // namespace

HeadlineWords::HeadlineWords(std::string_view line) {
    constexpr std::size_t longest = 4096;  // bytes; no headline is longer, but text in its place may be
    line = trimmed(line.substr(0, longest));
    static constexpr std::string_view ellipses[] = {"…", "..."};
    for (const auto dots : ellipses)
        if (line.ends_with(dots)) line.remove_suffix(dots.size()), broken_off_ = true;
    for (const auto& word : split_words(line)) words_.push_back(word.hash);
    sorted_ = words_;
    std::sort(sorted_.begin(), sorted_.end());
}

// The last word may be cut in the middle.
bool HeadlineWords::begins(const HeadlineWords& whole) const {
    return broken_off_ && words_.size() >= 4 && words_.size() <= whole.words_.size() &&
           std::equal(words_.begin(), words_.end() - 1, whole.words_.begin());
}

double likeness(const HeadlineWords& a, const HeadlineWords& b) {
    if (a.empty() || b.empty()) return 0.0;
    std::size_t shared = 0;
    for (std::size_t i = 0, k = 0; i < a.sorted_.size() && k < b.sorted_.size();) {
        const bool same = a.sorted_[i] == b.sorted_[k], less = a.sorted_[i] < b.sorted_[k];
        shared += same;
        i += same || less;
        k += same || !less;
    }
    return static_cast<double>(shared) / static_cast<double>(a.sorted_.size() + b.sorted_.size() - shared);
}

bool same_headline(const HeadlineWords& a, const HeadlineWords& b) {
    return likeness(a, b) >= 0.75 || a.begins(b) || b.begins(a);
}

double likeness(std::string_view a, std::string_view b) {
    return likeness(HeadlineWords(a), HeadlineWords(b));
}
bool same_headline(std::string_view a, std::string_view b) {
    return same_headline(HeadlineWords(a), HeadlineWords(b));
}

TitleSplitter::TitleSplitter(std::string_view title) : title_(trimmed(title)) {
    if (title_.empty() || title_.size() > longest_title) return;
    std::size_t from = 0;
    bool hard = true;
    Separator separator{};
    while (find_separator(title_, from, separator)) {
        parts_.push_back({trimmed(title_.substr(from, separator.at - from)), hard});
        from = separator.at + separator.size;
        hard = separator.hard;
    }
    parts_.push_back({trimmed(title_.substr(from)), hard});
    std::erase_if(parts_, [](const Part& part) { return part.text.empty(); });
    if (!has_parts()) return;
    constexpr std::size_t most_parts = 6;
    const auto limit = std::min(parts_.size(), most_parts);
    for (std::size_t first = 0; first < limit; ++first)
        for (auto last = first; last < limit; ++last)
            runs_.push_back({{first, last}, HeadlineWords(stretch({first, last})), 0.0});
}

// Where the parts stand in the title, as one string.
std::string_view TitleSplitter::stretch(Run run) const {
    const char* begin = parts_[run.first].text.data();
    const char* end = parts_[run.last].text.data() + parts_[run.last].text.size();
    return {begin, static_cast<std::size_t>(end - begin)};
}

void TitleSplitter::show(const HeadlineWords& line) {
    for (auto& run : runs_) run.like = std::max(run.like, likeness(run.words, line));
}

// The run of parts that one of the lines shown prints.
bool TitleSplitter::choose_known(Run& chosen) const {
    double best = 0.0;
    std::size_t best_size = 0;
    for (const auto& [run, words, like] : runs_) {
        const auto size = stretch(run).size();
        // The site's name may be printed alone as well: of parts as like, the longer is the headline.
        if (like > best + 1e-9 || (like > best - 1e-9 && size > best_size))
            best = like, best_size = size, chosen = run;
    }
    return best >= 0.75;
}

// Without such a line: cuts sites from the end, then from the front.
TitleSplitter::Run TitleSplitter::choose_alone() const {
    Run run{0, parts_.size() - 1};
    const auto words = [&](std::size_t first, std::size_t last) {
        return split_words(stretch({first, last})).size();
    };
    while (run.last > run.first) {
        const auto& end = parts_[run.last];
        const bool cut = is_date(end.text) || (end.hard && words(run.first, run.last - 1) >= 2) ||
                         (looks_like_site(end.text) && words(run.first, run.last - 1) >= 4);
        if (!cut) break;
        --run.last;
    }
    // "Opinion | What the river took"
    if (run.last > 0 && parts_[1].hard && words(0, 0) <= 3 && looks_like_site(parts_[0].text) &&
        words(1, run.last) >= 4)
        run.first = 1;
    return run;
}

PageTitle TitleSplitter::split() const {
    PageTitle result;
    if (parts_.empty()) return result.headline = collapsed(title_), result;
    for (const auto& part : parts_) result.parts.push_back(part.text);
    Run headline{};
    if (!has_parts() || !choose_known(headline)) headline = choose_alone();
    result.headline = collapsed(stretch(headline));
    const auto consider = [&](std::size_t i) {
        const auto date = find_date(parts_[i].text);
        if (date && date->alone) {
            if (result.published.empty()) result.published = date->iso;
        } else if (split_words(parts_[i].text).size() <= 6) {
            result.site = collapsed(parts_[i].text);
        }
    };
    for (std::size_t i = headline.first; i-- > 0;) consider(i);
    for (std::size_t i = headline.last + 1; i < parts_.size(); ++i) consider(i);
    return result;
}

PageTitle split_title(std::string_view title, const std::vector<std::string_view>& known) {
    TitleSplitter splitter(title);
    for (const auto line : known) splitter.show(HeadlineWords(line));
    return splitter.split();
}

}  // namespace press
