// SPDX-License-Identifier: MIT
#include "lines.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <quern/error.hpp>

#include "press/scripts.hpp"

namespace clean_flat {
namespace {

// Cuts a text at LF, CR LF and CR.
class LineReader {
public:
    explicit LineReader(std::string_view text) : text_(text), feed_(find('\n', 0)) {}

    bool next(std::string_view& line) {
        if (at_ >= text_.size()) return false;
        if (feed_ < at_) feed_ = find('\n', at_);
        auto end = feed_;
        if (back_ < at_) back_ = find('\r', at_);
        if (back_ < end) end = back_;
        line = text_.substr(at_, end - at_);
        at_ = end + (end == back_ && feed_ == end + 1 ? 2 : 1);
        return true;
    }

private:
    std::size_t find(char sign, std::size_t from) const {
        return std::min(text_.find(sign, from), text_.size());
    }

    std::string_view text_;
    std::size_t at_ = 0, feed_ = 0, back_ = find('\r', 0);  // the next of each sign from `at_` on
};

constexpr std::size_t large_text = 1u << 20;
// A line takes some 125 bytes. Pages have 50 bytes a line, lists of words eight.
constexpr std::size_t granted_lines = 400'000, bytes_a_line = 12;

bool is_break(char c) {
    return c == '\n' || c == '\r';
}

quern::Span span_in(std::string_view text, std::string_view part) {
    const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
    return {begin, begin + static_cast<std::uint32_t>(part.size())};
}

// Whether line breaks merely wrap: most of the lines that another follows at once break off inside a
// sentence.
bool is_wrapped(std::string_view text, const std::vector<Line>& lines) {
    std::size_t followed = 0, broken = 0;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (lines[i + 1].gap_before) continue;
        ++followed;
        const auto next = lines[i + 1].of(text), line = lines[i].of(text);
        const bool goes_on = next.front() >= 'a' && next.front() <= 'z';
        broken += goes_on && line.size() >= 40 && line.size() <= 120 && !press::ends_sentence(line);
    }
    return broken >= 3 && broken * 2 > followed;
}

void join_wrapped(std::vector<Line>& lines) {
    std::size_t kept = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].gap_before)
            lines[++kept] = lines[i];
        else
            lines[kept].span.end = lines[i].span.end;
    }
    if (!lines.empty()) lines.resize(kept + 1);
}

}  // namespace

// A page has few of all the classes: numbered one behind another, what is known of them lies together.
void LineSplitter::number_topic_classes(Page& page) {
    std::size_t count = 0;
    for (auto& word : page.topic_words) {
        auto& number = numbers_[word];
        numbered_[count] = word;
        const bool is_new = number == 0;
        count += is_new;
        number = is_new ? static_cast<std::uint16_t>(count) : number;
        word = static_cast<std::uint16_t>(number - 1);
    }
    for (std::size_t i = 0; i < count; ++i) numbers_[numbered_[i]] = 0;
    page.topic_classes = count;
}

void LineSplitter::split(std::string_view text, const press::Phrases& phrases,
                         const press::WordWeights& weights, Page& page) {
    auto& lines = page.lines;
    lines.clear(), page.topic_words.clear();
    page.text = text;
    const auto most = std::max(granted_lines, text.size() / bytes_a_line);
    // a vector that grows holds a large text's lines twice
    if (text.size() > large_text) {
        const auto breaks = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_break));
        lines.reserve(std::min(breaks + 1, most));
    }
    bool gap = false;
    LineReader reader(text);
    for (std::string_view line; reader.next(line);) {
        line = press::trimmed(line);
        if (line.empty()) {
            gap = true;
            continue;
        }
        if (lines.size() == most)
            throw quern::Error(
                fmt::format(
                    "the text has more than {} lines, too many for its {} bytes: such a text has no article",
                    most, text.size()),
                "take it out of the input");
        lines.emplace_back();
        lines.back().span = span_in(text, line);
        lines.back().gap_before = gap;
        gap = false;
    }
    if (is_wrapped(text, lines)) join_wrapped(lines);
    page.topic_ends.resize(lines.size()), page.wording.resize(lines.size());
    meter_.begin(phrases, text, &page.topic_words, &weights);
    const bool other_script = press::has_other_script(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        meter_.measure(lines[i]);
        if (other_script) press::measure_script(lines[i].of(text), lines[i]);
        page.wording[i] = meter_.wording();
        page.topic_ends[i] = static_cast<std::uint32_t>(page.topic_words.size());
        meter_.read_facts(lines[i]);
    }
    number_topic_classes(page);
    press::suppose_stop_words(lines);
    page.repeats.resize(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto repeats = meter_.repeats(i);
        page.repeats[i] = static_cast<std::uint8_t>(std::min<std::uint32_t>(repeats, 255));
        lines[i].repeated = repeats > 1;
    }
}

}  // namespace clean_flat
