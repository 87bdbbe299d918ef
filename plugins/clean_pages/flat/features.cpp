// SPDX-License-Identifier: MIT
#include "features.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace clean_flat {
namespace {

using press::Line;
using press::RowWriter;

// Eight steps for each doubling.
std::size_t steps(std::size_t value) {
    ++value;
    const auto width = static_cast<std::size_t>(std::bit_width(value)) - 1;
    const auto rest = width >= 3 ? (value >> (width - 3)) & 7 : (value << (3 - width)) & 7;
    return 8 * width + rest;
}

// Half per cents. In 32 bits, which are divided much faster; beyond, a page is so long that it does not
// matter.
std::size_t share(std::size_t part, std::size_t whole) {
    const auto divisor = static_cast<std::uint32_t>(whole);
    return divisor ? 200 * static_cast<std::uint32_t>(part) / divisor : 0;
}

enum Kind : std::uint8_t { nothing, debris, mark, words, phrase, sentence, prose };

Kind kind_of(const Line& line) {
    if (line.is_prose()) return line.debris == 0 ? prose : sentence;
    if (line.debris != 0) return debris;
    if (line.byline || line.date) return mark;
    if (line.ends_sentence && line.words >= 4) return sentence;
    return line.words >= 8 ? phrase : words;
}

std::size_t last_sign(std::string_view content) {
    switch (content.back()) {
        case '.':
            return content.ends_with("...") ? 1 : 2;
        case '?':
            return 3;
        case '!':
            return 4;
        case ':':
            return 5;
        case '"':
        case '\'':
            return 6;
        case ')':
            return 7;
        case ',':
            return 8;
        default:
            break;
    }
    if (content.ends_with("…")) return 1;
    if (content.ends_with("”") || content.ends_with("’")) return 6;
    return content.back() >= '0' && content.back() <= '9' ? 9 : 10;
}

constexpr std::size_t block_gap = 2;  // lines that are no prose, inside a block

}  // namespace

void Describer::mark_lines(const Page& page) {
    const auto& lines = page.lines;
    const auto count = lines.size();
    marks_.resize(count);
    prose_before_.resize(count + 1);
    totals_ = {};
    totals_.lines = count;
    totals_.first_prose = count;
    prose_before_[0] = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& line = lines[i];
        const auto kind = kind_of(line);
        const auto words = std::min<std::uint32_t>(line.words, 255);
        const auto of_words = [&](std::uint32_t part) {
            return static_cast<std::uint8_t>(share(part, line.words));
        };
        const auto weight = kind == prose ? words : 0;
        marks_[i] = {static_cast<std::uint8_t>(words), kind, of_words(line.stop_words),
                     of_words(line.capitals), static_cast<std::uint8_t>(weight)};
        prose_before_[i + 1] = prose_before_[i] + weight;
        totals_.words += words;
        totals_.dates += line.date;
        totals_.debris += line.debris != 0;
        totals_.bytes += line.span.size();
        if (kind == prose) {
            ++totals_.prose_lines;
            totals_.first_prose = std::min(totals_.first_prose, i);
            totals_.last_prose = i;
        }
    }
    totals_.prose_words = prose_before_[count];
}

// Runs of lines of prose with at most a few others between two of them.
void Describer::find_blocks(std::size_t lines) {
    blocks_.clear();
    block_of_.resize(lines);
    std::size_t since = block_gap + 1;
    for (std::size_t i = 0; i < lines; ++i) {
        if (marks_[i].kind != prose) {
            ++since;
            continue;
        }
        if (since > block_gap || blocks_.empty()) blocks_.push_back({i, i, 0, 0});
        blocks_.back().last = i;
        blocks_.back().words += marks_[i].weight;
        ++blocks_.back().lines;
        since = 0;
    }
    totals_.block_words = 0, totals_.block_first = lines, totals_.block_last = lines;
    for (const auto& block : blocks_)
        if (block.words > totals_.block_words)
            totals_.block_words = block.words, totals_.block_first = block.first,
            totals_.block_last = block.last;
    // Of a line outside the block that follows it, or the number of blocks.
    std::size_t b = 0;
    for (std::size_t i = 0; i < lines; ++i) {
        while (b < blocks_.size() && blocks_[b].last < i) ++b;
        block_of_[i] = static_cast<std::uint32_t>(b);
    }
}

// Which words the page uses again, and which stand in its title or in its largest block.
void Describer::count_topic(const Page& page) {
    topic_.resize(Page::word_classes);
    for (const auto word : page.topic_words) topic_[word] = {};
    for (std::uint32_t i = 0; i < page.lines.size(); ++i) {
        const bool inside = i >= totals_.block_first && i <= totals_.block_last;
        for (const auto word : page.topic(i)) {
            auto& use = topic_[word];
            if (use.last_line == i) continue;
            use.last_line = i;
            use.lines += use.lines < 255;
            use.in_block += inside && use.in_block < 255;
        }
    }
    if (!page.lines.empty())
        for (const auto word : page.topic(0)) topic_[word].in_title = true;
    overlap_.resize(page.lines.size());
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
        const auto topic = page.topic(i);
        std::size_t shared = 0;
        for (const auto word : topic) shared += topic_[word].in_title;
        overlap_[i] = static_cast<std::uint8_t>(share(shared, topic.size()));
    }
}

void Describer::describe_page() {
    const auto& t = totals_;
    of_page_ = {steps(t.lines),
                steps(t.prose_words),
                share(t.prose_words, t.words),
                share(t.prose_lines, t.lines),
                share(t.dates, t.lines),
                share(t.debris, t.lines),
                share(t.block_words, t.prose_words),
                steps(t.block_words)};
}

void Describer::describe_own(const Page& page, std::size_t i, RowWriter& out) const {
    const auto& line = page.lines[i];
    const auto content = line.of(page.text);
    out.add(line.words);
    out.add(line.span.size() / 4);
    out.add(marks_[i].kind);
    out.add(marks_[i].stops);
    out.add(marks_[i].capitals);
    out.add(share(line.numbers, line.words));
    out.add(line.commas);
    out.add(share(line.commas, line.words));
    out.add(line.words ? 10 * line.span.size() / line.words : 0);
    out.add(last_sign(content));
    out.add(line.ends_sentence);
    out.add(line.quotes);
    out.add(line.begins_small);
    out.add(line.address);
    out.add(line.item);
    out.add(line.is(press::prompt));
    out.add(line.is(press::credit));
    out.add(page.repeats[i]);
}

void Describer::describe_topic(const Page& page, std::size_t i, RowWriter& out) const {
    const auto topic = page.topic(i);
    std::size_t again = 0, elsewhere = 0, in_block = 0, in_block_words = 0;
    const bool inside = i >= totals_.block_first && i <= totals_.block_last;
    for (const auto word : topic) {
        const auto& use = topic_[word];
        again += std::min<std::size_t>(use.lines - 1u, 16);
        elsewhere += use.lines > 1;
        const std::size_t others = use.in_block - (inside ? 1u : 0u);
        in_block += others > 0;
        in_block_words += std::min<std::size_t>(others, 16);
    }
    out.add(topic.size());
    out.add(overlap_[i]);
    out.add(topic.empty() ? 0 : 10 * again / topic.size());
    out.add(share(elsewhere, topic.size()));
    out.add(share(in_block, topic.size()));
    out.add(topic.empty() ? 0 : 10 * in_block_words / topic.size());
}

void Describer::describe_neighbours(std::size_t i, RowWriter& out) const {
    const auto count = marks_.size();
    constexpr Mark none{};
    for (std::size_t k = 1; k <= 3; ++k)
        for (const auto* mark : {i >= k ? &marks_[i - k] : &none, i + k < count ? &marks_[i + k] : &none}) {
            out.add(mark->words);
            if (k <= 2) out.add(mark->stops), out.add(mark->capitals);
            if (k == 1) out.add(mark->kind);
        }
}

void Describer::describe_windows(std::size_t i, RowWriter& out) const {
    const auto count = marks_.size();
    for (const std::size_t size : {4, 10, 30}) {
        const auto from = i > size ? i - size : 0, to = std::min(count, i + 1 + size);
        out.add(steps(prose_before_[i] - prose_before_[from]));
        out.add(steps(prose_before_[to] - prose_before_[i + 1]));
    }
}

void Describer::describe_place(std::size_t i, RowWriter& out) const {
    const auto& t = totals_;
    const auto behind = t.prose_words - prose_before_[i + 1];
    out.add(i);
    out.add(t.lines - 1 - i);
    out.add(share(i, t.lines));
    out.add(share(prose_before_[i], t.prose_words));
    out.add(share(behind, t.prose_words));
    out.add(steps(prose_before_[i]));
    out.add(steps(behind));
    out.add(i < t.first_prose ? 0 : 1 + std::min<std::size_t>(i - t.first_prose, 250));
    out.add(i > t.last_prose ? 0 : 1 + std::min<std::size_t>(t.last_prose - i, 250));
    for (const auto value : of_page_) out.add(value);
    // the block that the line is in, or the next one
    const auto b = block_of_[i];
    const bool inside = b < blocks_.size() && i >= blocks_[b].first;
    const auto words_of = [&](std::size_t block) {
        return block < blocks_.size() ? blocks_[block].words : 0;
    };
    const auto before = b > 0 ? words_of(b - 1) : 0, after = inside ? words_of(b + 1) : 0;
    out.add(steps(words_of(b)));
    out.add(share(words_of(b), t.block_words));
    out.add(b < blocks_.size() ? blocks_[b].lines : 0);
    out.add(share(before, t.block_words));
    out.add(share(after, t.block_words));
    out.add(inside ? i - blocks_[b].first : b < blocks_.size() ? blocks_[b].first - i : 255);
    out.add(b < blocks_.size() ? blocks_[b].last - std::min(i, blocks_[b].last) : 255);
    out.add(inside && b + 1 < blocks_.size() ? blocks_[b + 1].first - i : 255);
    out.add(i < t.block_first ? 0 : i <= t.block_last ? 1 : 2);
    out.add(t.block_words == 0  ? 255
            : i < t.block_first ? t.block_first - i
            : i > t.block_last  ? i - t.block_last
                                : 0);
}

namespace {

// How far a line is from the last one, or the next one, of which something is true.
constexpr std::size_t ways = 11;

std::uint32_t signs_of(const Line& line, std::uint8_t kind, std::uint8_t overlap, std::size_t i) {
    std::uint32_t signs = 0, bit = 0;
    const auto add = [&](bool sign) { signs |= static_cast<std::uint32_t>(sign) << bit++; };
    add(line.is(press::related));
    add(line.is(press::tail));
    add(line.is(press::legal | press::contact));
    add(line.is(press::prompt));
    add(line.is(press::control));
    add(line.is(press::bio));
    add(line.date);
    add(line.byline);
    add(i > 0 && overlap >= 140 && line.words >= 3);
    add(kind == prose);
    add(kind == words && line.words <= 6);
    return signs;
}

// One line further.
void step(std::uint32_t signs, std::array<std::uint8_t, ways>& last) {
    for (std::size_t k = 0; k < ways; ++k) {
        const auto further = static_cast<std::uint8_t>(last[k] + (last[k] < 255));
        last[k] = signs >> k & 1 ? 1 : further;
    }
}

}  // namespace

void Describer::describe_ways(const Page& page, press::ByteRows& rows) {
    const auto count = page.lines.size();
    signs_.resize(count);
    const auto tail_words = line_features - 2 * ways - 1;  // words of prose since the last list or tail
    std::array<std::uint8_t, ways> last;
    last.fill(255);
    std::size_t since = 0;
    for (std::size_t i = 0; i < count; ++i) {
        RowWriter out(rows, i, tail_words);
        out.add(steps(since));
        for (const auto way : last) out.add(way);
        const auto signs = signs_[i] = signs_of(page.lines[i], marks_[i].kind, overlap_[i], i);
        step(signs, last);
        since = signs & 3 ? 0 : since + marks_[i].weight;
    }
    last.fill(255);
    for (auto i = count; i-- > 0;) {
        RowWriter out(rows, i, line_features - ways);
        for (const auto way : last) out.add(way);
        step(signs_[i], last);
    }
}

void Describer::describe_lines(const Page& page, press::ByteRows& rows) {
    const auto count = page.lines.size();
    rows.resize(count, line_features);
    mark_lines(page);
    find_blocks(count);
    count_topic(page);
    describe_page();
    for (std::size_t i = 0; i < count; ++i) {
        RowWriter out(rows, i);
        describe_own(page, i, out);
        describe_topic(page, i, out);
        describe_neighbours(i, out);
        describe_windows(i, out);
        describe_place(i, out);
    }
    describe_ways(page, rows);
}

}  // namespace clean_flat
