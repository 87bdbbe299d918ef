// SPDX-License-Identifier: MIT
#include "features.hpp"

#include <algorithm>
#include <cstring>

namespace clean_flat {
namespace {

using press::ByteRows;
using press::ColumnWriter;
using press::RowWriter;

constexpr std::size_t tile = ByteRows::tile;
constexpr std::size_t margin = MarkColumn::margin;
constexpr std::size_t title_share = Describer::own_features - Topic::features + Topic::title_share;
static_assert(Describer::batch == tile, "rows are copied and signs are kept by tiles");

std::uint8_t up_to_255(std::size_t value) {
    return static_cast<std::uint8_t>(std::min<std::size_t>(value, 255));
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
    const auto last = static_cast<unsigned char>(content.back());
    if (last < 0x80) return last >= '0' && last <= '9' ? 9 : 10;
    if (content.ends_with("…")) return 1;
    return content.ends_with("”") || content.ends_with("’") ? 6 : 10;
}

constexpr std::size_t block_gap = 2;  // lines that are no prose, inside a block

}  // namespace

void Describer::sum_up(const Page& page) {
    const auto count = page.lines.size();
    prose_before_.assign(count + 1 + 2 * margin, 0);
    auto* before = prose_before_.data() + margin;
    totals_ = {};
    totals_.lines = static_cast<std::uint32_t>(count);
    totals_.first_prose = count;
    for (std::size_t i = 0; i < count; ++i) {
        const bool is_prose = marks_.kinds[i] == prose;
        before[i + 1] = before[i] + (is_prose ? marks_.words[i] : 0u);
        totals_.words += marks_.words[i];
        totals_.dates += page.lines[i].date;
        totals_.debris += page.lines[i].debris != 0;
        if (!is_prose) continue;
        ++totals_.prose_lines;
        totals_.first_prose = std::min(totals_.first_prose, i);
        totals_.last_prose = i;
    }
    totals_.prose_words = before[count];
    std::fill(before + count, prose_before_.data() + prose_before_.size(), totals_.prose_words);
}

// Runs of lines of prose with at most a few others between two of them.
void Describer::find_blocks(std::size_t lines) {
    blocks_.clear();
    std::size_t since = block_gap + 1;
    for (std::size_t i = 0; i < lines; ++i) {
        ++since;
        if (marks_.kinds[i] != prose) continue;
        if (since > block_gap + 1 || blocks_.empty()) blocks_.push_back({i, i, 0, 0});
        blocks_.back().last = i;
        blocks_.back().words += marks_.words[i];
        ++blocks_.back().lines;
        since = 0;
    }
    totals_.largest = {lines, lines, 0, 0};
    for (const auto& block : blocks_)
        if (block.words > totals_.largest.words) totals_.largest = block;
}

// Of all lines, and from the end upwards how far each batch is from what stands below it.
void Describer::read_signs(const Page& page) {
    const auto count = page.lines.size();
    signs_.assign((count + batch - 1) / batch, {});
    for (std::size_t i = 0; i < count; ++i) {
        const auto overlap = *own_.at(i, title_share);
        signs_[i / batch].add(i % batch,
                              signs_of(page.lines[i], static_cast<Kind>(marks_.kinds[i]), overlap, i == 0));
    }
    below_.resize(signs_.size());
    Ways below;
    below.fill(255);
    for (auto t = signs_.size(); t-- > 0;) {
        below_[t] = below;
        step_up(signs_[t], below);
    }
}

void Describer::read(const Page& page) {
    const auto count = page.lines.size();
    marks_.read(page);
    sum_up(page);
    find_blocks(count);
    topic_.read(page, totals_.largest);
    describe_own(page);
    read_signs(page);
    const auto& t = totals_;
    of_page_ = {steps(t.lines),
                steps(t.prose_words),
                up_to_255(share(t.prose_words, t.words)),
                up_to_255(share(t.prose_lines, t.lines)),
                up_to_255(share(t.dates, t.lines)),
                up_to_255(share(t.debris, t.lines)),
                up_to_255(share(t.largest.words, t.prose_words)),
                steps(t.largest.words)};
    at_ = 0, block_ = 0, since_tail_ = 0;
    above_.fill(255);
}

void Describer::describe_own(const Page& page) {
    own_.resize(page.lines.size(), own_features);
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
        const auto& line = page.lines[i];
        const auto of_words = divisor(line.words);
        RowWriter out(own_, i);
        out.add(line.words);
        out.add(line.span.size() / 4);
        out.add(marks_.kinds[i]);
        out.add(marks_.stops[i]);
        out.add(marks_.capitals[i]);
        out.add(of_words.share(line.numbers));
        out.add(line.commas);
        out.add(of_words.share(line.commas));
        out.add(of_words.into(10 * line.span.size()));
        out.add(last_sign(line.of(page.text)));
        out.add(line.ends_sentence);
        out.add(line.quotes);
        out.add(line.begins_small);
        out.add(line.address);
        out.add(line.item);
        out.add(line.is(press::prompt));
        out.add(line.is(press::credit));
        out.add(page.repeats[i]);
        out.add(page.wording[i]);
        topic_.describe(page, i, out);
    }
}

void Describer::copy_own(std::size_t first, ByteRows& rows) const {
    std::memcpy(rows.at(0, 0), own_.at(first, 0), own_features * tile);
}

// The columns beside those of the lines themselves.
void Describer::describe_neighbours(std::size_t first, ColumnWriter& out) const {
    for (std::size_t k = 1; k <= 3; ++k)
        for (const auto line : {first - k, first + k}) {
            out.add(marks_.words.at(line));
            if (k <= 2) {
                out.add(marks_.stops.at(line)), out.add(marks_.capitals.at(line));
                out.add(marks_.wording.at(line));
            }
            if (k == 1) out.add(marks_.kinds.at(line));
        }
}

void Describer::describe_windows(std::size_t first, ColumnWriter& out) const {
    const auto* before = prose_before_.data() + margin + first;
    for (const std::ptrdiff_t size : {4, 10, 30}) {
        out.add([&](std::size_t r) { return steps(before[r] - (before + r)[-size]); });
        out.add([&](std::size_t r) { return steps((before + r)[size + 1] - before[r + 1]); });
    }
}

void Describer::describe_place(std::size_t first, ColumnWriter& out) const {
    const auto& t = totals_;
    const auto* before = prose_before_.data() + margin + first;
    const Divisor lines(t.lines), prose_words(t.prose_words);
    const auto number = [&](std::size_t r) { return static_cast<std::uint32_t>(first + r); };
    const auto behind = [&](std::size_t r) { return t.prose_words - before[r + 1]; };
    // Lines from a place on, one more for each row: 0 in front of it.
    const auto from = [](std::size_t place, std::size_t first_row) {
        return [at = static_cast<std::int32_t>(first_row) - static_cast<std::int32_t>(place)](std::size_t r) {
            return std::clamp(at + static_cast<std::int32_t>(r) + 1, 0, 251);
        };
    };
    const auto until = [](std::size_t place, std::size_t first_row) {
        return [at = static_cast<std::int32_t>(place) - static_cast<std::int32_t>(first_row)](std::size_t r) {
            return std::clamp(at - static_cast<std::int32_t>(r) + 1, 0, 251);
        };
    };
    out.add([&](std::size_t r) { return std::min(number(r), 255u); });
    out.add([&](std::size_t r) { return std::min(t.lines - 1 - number(r), 255u); });
    out.add([&](std::size_t r) { return lines.share(number(r)); });
    out.add([&](std::size_t r) { return prose_words.share(before[r]); });
    out.add([&](std::size_t r) { return prose_words.share(behind(r)); });
    out.add([&](std::size_t r) { return steps(before[r]); });
    out.add([&](std::size_t r) { return steps(behind(r)); });
    out.add(from(t.first_prose, first));
    out.add(until(t.last_prose, first));
    for (const auto value : of_page_) out.add([&](std::size_t) { return value; });
}

// The block that a line is in, or the next one, and those before and behind it: the same for all lines up to
// where a block begins or ends, but for how far it is.
void Describer::describe_blocks(std::size_t first, std::size_t count, ByteRows& rows, std::size_t column) {
    const auto& largest = totals_.largest;
    const Divisor largest_words(largest.words);
    const auto words_of = [&](std::size_t b) { return b < blocks_.size() ? blocks_[b].words : 0; };
    for (auto i = first; i < first + count;) {
        while (block_ < blocks_.size() && blocks_[block_].last < i) ++block_;
        const auto b = block_;
        const bool is_last = b == blocks_.size(), inside = !is_last && i >= blocks_[b].first;
        const auto last = is_last ? first + count : inside ? blocks_[b].last + 1 : blocks_[b].first;
        const auto end = std::min(last, first + count);
        auto* out = rows.at(0, column);
        const auto fill = [&](std::size_t value) {
            std::fill(out + (i - first), out + (end - first), up_to_255(value));
            out += tile;
        };
        // Up to a line, or from it on.
        const auto fill_distance = [&](bool is_known, std::size_t line) {
            for (auto k = i; k < end; ++k)
                out[k - first] = up_to_255(!is_known ? 255 : line > k ? line - k : k - line);
            out += tile;
        };
        fill(steps(words_of(b)));
        fill(largest_words.share(words_of(b)));
        fill(is_last ? 0 : blocks_[b].lines);
        fill(largest_words.share(b > 0 ? words_of(b - 1) : 0));
        fill(largest_words.share(inside ? words_of(b + 1) : 0));
        fill_distance(!is_last, is_last ? 0 : blocks_[b].first);
        fill_distance(!is_last, is_last ? 0 : blocks_[b].last);
        const bool goes_on = inside && b + 1 < blocks_.size();
        fill_distance(goes_on, goes_on ? blocks_[b + 1].first : 0);
        const bool is_above = i < largest.first;
        const bool is_below = i > largest.last;
        fill(is_above ? 0 : is_below ? 2 : 1);
        if (is_above || is_below || largest.words == 0)
            fill_distance(largest.words != 0, is_above ? largest.first : largest.last);
        else
            fill(0);
        i = end;
    }
}

// Words of prose since the last list or tail.
void Describer::describe_since_tail(std::size_t first, std::size_t count, std::uint8_t* column) {
    const auto& signs = signs_[first / batch];
    const auto ends = signs.lines[heads_list] | signs.lines[ends_article];
    for (std::size_t r = 0; r < count; ++r) {
        column[r] = steps(since_tail_);
        if (marks_.kinds[first + r] == prose) since_tail_ += marks_.words[first + r];
        if (ends >> r & 1) since_tail_ = 0;
    }
}

void Describer::describe_ways(std::size_t first, std::size_t count, ByteRows& rows, std::size_t column) {
    const auto& signs = signs_[first / batch];
    describe_since_tail(first, count, rows.at(0, column));
    describe_above(signs, above_, rows.at(0, column + 1));
    describe_below(signs, below_[first / batch], rows.at(0, column + 1 + ways));
}

bool Describer::next(const Page& page, ByteRows& rows) {
    constexpr std::size_t blocks = 10, of_ways = 1 + 2 * ways;
    constexpr auto beside = own_features, first_block = line_features - of_ways - blocks;
    const auto first = at_, count = std::min(batch, page.lines.size() - at_);
    if (count == 0) return false;
    rows.resize(count, line_features);
    copy_own(first, rows);
    ColumnWriter out(rows, 0, beside);
    describe_neighbours(first, out);
    describe_windows(first, out);
    describe_place(first, out);
    describe_blocks(first, count, rows, first_block);
    describe_ways(first, count, rows, line_features - of_ways);
    at_ += count;
    return true;
}

}  // namespace clean_flat
