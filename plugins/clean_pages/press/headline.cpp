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

struct Part {
    std::string_view text;
    bool hard;  // cut off by a bar
};

std::vector<Part> split_parts(std::string_view title) {
    std::vector<Part> parts;
    std::size_t from = 0;
    bool hard = true;
    Separator separator{};
    while (find_separator(title, from, separator)) {
        parts.push_back({trimmed(title.substr(from, separator.at - from)), hard});
        from = separator.at + separator.size;
        hard = separator.hard;
    }
    parts.push_back({trimmed(title.substr(from)), hard});
    std::erase_if(parts, [](const Part& part) { return part.text.empty(); });
    return parts;
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

// Where the parts from `first` to `last` stand in the title, as one string.
std::string_view stretch(const std::vector<Part>& parts, std::size_t first, std::size_t last) {
    const char* begin = parts[first].text.data();
    const char* end = parts[last].text.data() + parts[last].text.size();
    return {begin, static_cast<std::size_t>(end - begin)};
}

struct Choice {
    std::size_t first, last;
};

// The run of parts that one of the known lines prints.
bool choose_known(const std::vector<Part>& parts, std::span<const HeadlineWords> known, Choice& choice) {
    constexpr std::size_t most_parts = 6;
    double best = 0.0;
    std::size_t best_size = 0;
    const auto limit = std::min(parts.size(), most_parts);
    for (std::size_t first = 0; first < limit; ++first)
        for (auto last = first; last < limit; ++last) {
            const auto part = stretch(parts, first, last);
            const HeadlineWords words(part);
            double like = 0.0;
            for (const auto& line : known) like = std::max(like, likeness(words, line));
            // The site's name may be printed alone as well: of parts as like, the longer is the headline.
            if (like > best + 1e-9 || (like > best - 1e-9 && part.size() > best_size))
                best = like, best_size = part.size(), choice = {first, last};
        }
    return best >= 0.75;
}

// Without a known line: cuts sites from the end, then from the front.
Choice choose_alone(const std::vector<Part>& parts) {
    Choice choice{0, parts.size() - 1};
    const auto words = [&](std::size_t first, std::size_t last) {
        return split_words(stretch(parts, first, last)).size();
    };
    while (choice.last > choice.first) {
        const auto& end = parts[choice.last];
        const bool cut = is_date(end.text) || (end.hard && words(choice.first, choice.last - 1) >= 2) ||
                         (looks_like_site(end.text) && words(choice.first, choice.last - 1) >= 4);
        if (!cut) break;
        --choice.last;
    }
    // "Opinion | What the river took"
    if (choice.last > 0 && parts[1].hard && words(0, 0) <= 3 && looks_like_site(parts[0].text) &&
        words(1, choice.last) >= 4)
        choice.first = 1;
    return choice;
}

}  // namespace

HeadlineWords::HeadlineWords(std::string_view line) {
    constexpr std::size_t longest = 4096;  // bytes; no headline is longer, but text in its place may be
    line = trimmed(line.substr(0, longest));
    for (const std::string_view dots : {"…", "..."})
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

PageTitle split_title(std::string_view title, const std::vector<std::string_view>& known) {
    const std::vector<HeadlineWords> lines(known.begin(), known.end());
    return split_title(title, std::span(lines));
}

PageTitle split_title(std::string_view title, std::span<const HeadlineWords> known) {
    PageTitle result;
    title = trimmed(title);
    if (title.empty() || title.size() > longest_title) return result.headline = collapsed(title), result;
    const auto parts = split_parts(title);
    if (parts.empty()) return result.headline = collapsed(title), result;
    for (const auto& part : parts) result.parts.push_back(part.text);
    Choice choice{};
    if (parts.size() == 1 || !choose_known(parts, known, choice)) choice = choose_alone(parts);
    result.headline = collapsed(stretch(parts, choice.first, choice.last));
    const auto consider = [&](std::size_t i) {
        const auto date = find_date(parts[i].text);
        if (date && date->alone) {
            if (result.published.empty()) result.published = date->iso;
        } else if (split_words(parts[i].text).size() <= 6) {
            result.site = collapsed(parts[i].text);
        }
    };
    for (std::size_t i = choice.first; i-- > 0;) consider(i);
    for (std::size_t i = choice.last + 1; i < parts.size(); ++i) consider(i);
    return result;
}

}  // namespace press
