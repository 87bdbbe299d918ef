// SPDX-License-Identifier: MIT
#include "stacking.hpp"

#include <algorithm>
#include <cmath>

namespace clean_flat {
namespace {

using press::ByteRows;
using press::RowWriter;

constexpr std::size_t most = 250;  // of a share
constexpr double readiness = 5;    // levels in favour of lines: what is left out here is not seen again

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

std::size_t part(std::uint64_t of, std::uint64_t whole) {
    return whole > 0 ? most * of / whole : 0;
}

}  // namespace

std::uint32_t StackedDescriber::chance(std::size_t line) const {
    return chances()[levels_[line]];
}

void StackedDescriber::sum_up(const Page& page) {
    const auto count = page.lines.size();
    likely_before_.resize(count + 1), words_before_.resize(count + 1);
    likely_before_[0] = 0, words_before_[0] = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto words = std::min<std::uint32_t>(page.lines[i].words, 255);
        likely_before_[i + 1] = likely_before_[i] + words * chance(i);
        words_before_[i + 1] = words_before_[i] + words;
    }
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
    uses_.resize(Page::word_classes);
    for (const auto word : page.topic_words) uses_[word] = {};
    for (std::uint32_t i = 0; i < page.lines.size(); ++i)
        for (const auto word : page.topic(i)) {
            auto& use = uses_[word];
            if (use.last_line == i) continue;
            use.last_line = i;
            ++use.lines, use.chances += chance(i);
        }
}

void StackedDescriber::read(const Page& page, const std::vector<std::uint8_t>& found) {
    levels_.resize(found.size());
    std::copy(found.begin(), found.end(), levels_.at(0));
    sum_up(page), find_run(page), read_topic(page);
    const auto all = likely_before_.back();
    of_page_ = {steps(all / 16), static_cast<std::uint8_t>(part(all, 16ull * words_before_.back())),
                static_cast<std::uint8_t>(part(
                    found.empty() ? 0 : likely_before_[run_last_ + 1] - likely_before_[run_first_], all))};
    at_ = 0;
}

// Likely words above and below, of all lines and of some.
void StackedDescriber::describe_sums(std::size_t i, RowWriter& out) const {
    const auto count = likely_before_.size() - 1;
    const auto between = [&](std::size_t first, std::size_t end) {
        return likely_before_[end] - likely_before_[first];
    };
    const auto all = likely_before_.back(), above = between(0, i), below = between(i + 1, count);
    out.add(part(above, all)), out.add(part(below, all));
    out.add(steps(above / 16)), out.add(steps(below / 16));
    for (const std::size_t size : {4, 12, 40}) {
        const auto add = [&](std::size_t first, std::size_t end) {
            out.add(steps(between(first, end) / 16));
            out.add(part(between(first, end), 16ull * (words_before_[end] - words_before_[first])));
        };
        add(i > size ? i - size : 0, i);
        add(i + 1, std::min(count, i + 1 + size));
    }
}

void StackedDescriber::describe_run(std::size_t i, RowWriter& out) const {
    const auto distance = [&](std::size_t from) {
        return i >= from ? 128 + std::min<std::size_t>(i - from, 127)
                         : 128 - std::min<std::size_t>(from - i, 128);
    };
    out.add(i < run_first_ ? 0 : i <= run_last_ ? 1 : 2);
    out.add(distance(run_first_)), out.add(distance(run_last_));
    for (const auto value : of_page_) out.add(value);
}

// How likely the other lines are that have a line's words.
void StackedDescriber::describe_topic(const Page& page, std::size_t i, RowWriter& out) const {
    const auto topic = page.topic(i);
    const auto own = chance(i);
    std::uint32_t sum = 0, shared = 0;  // of chances: 16 * 256
    for (const auto word : topic) {
        const auto& use = uses_[word];
        if (use.lines < 2) continue;
        sum += divisor(use.lines - 1).into(256 * (use.chances - own));
        ++shared;
    }
    out.add(part(sum, 4096ull * shared));
    out.add(part(sum, 4096ull * topic.size()));
}

bool StackedDescriber::next(const Page& page, const Describer& describer, ByteRows& rows) {
    const auto first = at_, count = std::min(batch, page.lines.size() - at_);
    if (count == 0) return false;
    rows.resize(count, stacked_features);
    for (std::size_t r = 0; r < count; ++r) {
        const auto i = first + r;
        RowWriter out(rows, r);
        describer.describe_own(page, i, out);
        for (std::size_t k = 0; k <= 6; ++k) out.add(*levels_.at(i + k - 3));
        describe_sums(i, out), describe_run(i, out), describe_topic(page, i, out);
    }
    at_ += count;
    return true;
}

}  // namespace clean_flat
