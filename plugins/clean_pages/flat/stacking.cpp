// SPDX-License-Identifier: MIT
#include "stacking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace clean_flat {
namespace {

using press::ByteRows;
using press::ColumnWriter;
using press::RowWriter;

constexpr double most = 250;  // of a share
constexpr std::size_t margin = MarkColumn::margin;
constexpr std::ptrdiff_t windows[] = {4, 12, 40};  // lines
static_assert(windows[2] + 1 + StackedDescriber::batch <= margin);
constexpr double readiness = 5;  // levels in favour of lines: what is left out here is not seen again

// That a line of a level is the article's, in 16ths.
const std::array<std::uint8_t, levels>& chances() {
    static const auto table = [] {
        std::array<std::uint8_t, levels> out{};
        for (std::size_t l = 0; l < levels; ++l)
            out[l] = static_cast<std::uint8_t>(
                std::lround(16 / (1 + std::exp(-(static_cast<double>(l) - levels / 2.0 + readiness) / 16))));
        return out;
    }();
    return table;
}

// A share in `most` parts, rounded down; 0 of nothing. The half keeps it exact, as in Divisor.
std::uint8_t part(double of, double whole) {
    return static_cast<std::uint8_t>(static_cast<std::int32_t>((of * most + 0.5) / std::max(1.0, whole)));
}

// No more than fits: so much text is no page.
std::int32_t sum_of(std::int32_t a, std::int32_t b) {
    constexpr auto largest = std::numeric_limits<std::int32_t>::max();
    return a > largest - b ? largest : a + b;
}

}  // namespace

std::uint32_t StackedDescriber::chance(std::size_t line) const {
    return chances()[levels_[line]];
}

void StackedDescriber::sum_up(const Page& page) {
    const auto count = page.lines.size();
    likely_before_.assign(count + 1 + 2 * margin, 0), words_before_.assign(count + 1 + 2 * margin, 0);
    auto *likely = likely_before_.data() + margin, *words = words_before_.data() + margin;
    for (std::size_t i = 0; i < count; ++i) {
        const auto of_line = static_cast<std::int32_t>(std::min<std::uint32_t>(page.lines[i].words, 255));
        likely[i + 1] = sum_of(likely[i], of_line * static_cast<std::int32_t>(chance(i)));
        words[i + 1] = sum_of(words[i], of_line);
    }
    likely_ = likely[count], words_ = words[count];
    std::fill_n(likely + count + 1, margin, likely_), std::fill_n(words + count + 1, margin, words_);
}

// The run whose words have the largest sum, each worth what its chance is above two fifths.
void StackedDescriber::find_run(const Page& page) {
    std::int64_t best = 0, sum = 0;
    std::size_t first = 0;
    run_first_ = run_last_ = 0;
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
        if (sum <= 0) sum = 0, first = i;
        const auto words = std::min<std::uint32_t>(page.lines[i].words, 255);
        sum += static_cast<std::int64_t>(words) * (5 * static_cast<std::int64_t>(chance(i)) - 32);
        if (sum > best) best = sum, run_first_ = first, run_last_ = i;
    }
}

void StackedDescriber::read_topic(const Page& page) {
    uses_.assign(page.topic_classes, {});
    for (std::uint32_t i = 0; i < page.lines.size(); ++i)
        for (const auto word : page.topic(i)) {
            auto& use = uses_[word];
            if (use.last_line == i) continue;
            use.last_line = i;
            ++use.lines, use.chances += chance(i);
        }
    for (auto& use : uses_) use.per_other_line = use.lines > 1 ? 1.0 / (use.lines - 1) : 0.0;
}

void StackedDescriber::read(const Page& page, const std::vector<std::uint8_t>& found) {
    levels_.resize(found.size());
    std::copy(found.begin(), found.end(), levels_.at(0));
    sum_up(page), find_run(page), read_topic(page);
    const auto* likely = likely_before_.data() + margin;
    const auto all = static_cast<std::uint32_t>(likely_);
    const auto of_run = found.empty() ? 0 : likely[run_last_ + 1] - likely[run_first_];
    of_page_ = {steps(all / 16), part(all, 16.0 * words_), part(of_run, all)};
    at_ = 0;
}

void StackedDescriber::describe_levels(std::size_t first, ColumnWriter& out) const {
    for (std::size_t k = 0; k <= 6; ++k) out.add(levels_.at(first + k - 3));
}

// Likely words above and below, of all lines and of some.
void StackedDescriber::describe_sums(std::size_t first, ColumnWriter& out) const {
    const auto *likely = likely_before_.data() + margin + first,
               *words = words_before_.data() + margin + first;
    const auto all = likely_;
    const auto in_steps = [](std::int32_t sixteenths) {
        return steps(static_cast<std::uint32_t>(sixteenths / 16));
    };
    out.add([&](std::size_t r) { return part(likely[r], all); });
    out.add([&](std::size_t r) { return part(all - likely[r + 1], all); });
    out.add([&](std::size_t r) { return in_steps(likely[r]); });
    out.add([&](std::size_t r) { return in_steps(all - likely[r + 1]); });
    for (const auto size : windows)
        for (const auto from : {-size, std::ptrdiff_t{1}}) {
            const auto *some = likely + from, *of = words + from;
            out.add([&](std::size_t r) { return in_steps((some + r)[size] - some[r]); });
            out.add([&](std::size_t r) {
                return part((some + r)[size] - some[r], 16 * ((of + r)[size] - of[r]));
            });
        }
}

void StackedDescriber::describe_run(std::size_t first, ColumnWriter& out) const {
    const auto at = static_cast<std::int32_t>(first), begin = static_cast<std::int32_t>(run_first_),
               last = static_cast<std::int32_t>(run_last_);
    const auto behind = [&](std::int32_t from) {
        return [=](std::size_t r) {
            return 128 + std::clamp(at + static_cast<std::int32_t>(r) - from, -128, 127);
        };
    };
    out.add([&](std::size_t r) {
        const auto line = at + static_cast<std::int32_t>(r);
        return (line >= begin) + (line > last);
    });
    out.add(behind(begin)), out.add(behind(last));
    for (const auto value : of_page_) out.add([&](std::size_t) { return value; });
}

// How likely the other lines are that have a line's words.
void StackedDescriber::describe_topic(const Page& page, std::size_t line, RowWriter& out) const {
    const auto topic = page.topic(line);
    const auto own = static_cast<std::int32_t>(chance(line));
    std::uint32_t sum = 0, shared = 0;  // of chances: 16 * 256
    for (const auto word : topic) {
        const auto& use = uses_[word];
        const auto others = 256.0 * static_cast<double>(static_cast<std::int32_t>(use.chances) - own) + 0.5;
        sum += static_cast<std::uint32_t>(static_cast<std::int32_t>(others * use.per_other_line));
        shared += use.lines > 1;
    }
    out.add(part(sum, 4096.0 * shared));
    out.add(part(sum, 4096.0 * static_cast<double>(topic.size())));
}

bool StackedDescriber::next(const Page& page, const Describer& describer, ByteRows& rows) {
    const auto first = at_, count = std::min(batch, page.lines.size() - at_);
    if (count == 0) return false;
    rows.resize(count, stacked_features);
    describer.copy_own(first, rows);
    ColumnWriter out(rows, 0, Describer::own_features);
    describe_levels(first, out), describe_sums(first, out), describe_run(first, out);
    for (std::size_t r = 0; r < count; ++r) {
        RowWriter row(rows, r, stacked_features - 2);
        describe_topic(page, first + r, row);
    }
    at_ += count;
    return true;
}

}  // namespace clean_flat
