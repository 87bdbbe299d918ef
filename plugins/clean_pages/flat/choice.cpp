// SPDX-License-Identifier: MIT
#include "choice.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace clean_flat {
namespace {

// A line that is as likely the article's as not is taken, even where leaving it out made a larger F1: readers
// miss a last paragraph more than they mind a caption.
constexpr std::size_t even = levels / 2 - 4;
// How many levels lower a line is taken beside one that is taken, and between two: a heading looks little
// like an article by itself. The last sentences of an article are in doubt more than they should be.
constexpr std::size_t beside_taken = 4, prose_beside_taken = 12, between_taken = 16;

// The next lines' levels.
void add_levels(const press::SymmetricTrees& trees, const press::ByteRows& rows,
                std::vector<std::int16_t>& scores, std::vector<std::uint8_t>& found) {
    trees.score(rows, scores);
    for (const auto score : scores) {
        const auto level = (score >> 4) + static_cast<int>(levels / 2);
        found.push_back(static_cast<std::uint8_t>(std::clamp(level, 0, static_cast<int>(levels) - 1)));
    }
}

const std::array<float, levels>& chances() {
    static const auto table = [] {
        std::array<float, levels> out{};
        for (std::size_t l = 0; l < levels; ++l)
            out[l] = 1 / (1 + std::exp(-(static_cast<float>(l) - levels / 2.0F + 0.5F) / 16));
        return out;
    }();
    return table;
}

// The lowest level to take: of the words from there upwards, as many are to be expected right as makes the
// largest F1 = 2 right / (taken + all that are to be expected).
std::size_t best_level(const std::array<float, levels>& words_at) {
    const auto& chance = chances();
    float all = 0;
    for (std::size_t l = 0; l < levels; ++l) all += words_at[l] * chance[l];
    std::size_t best = levels - 1;
    float most = 0, right = 0, taken = 0;
    for (auto l = levels; l-- > 0;) {
        if (words_at[l] == 0) continue;
        right += words_at[l] * chance[l], taken += words_at[l];
        if (const auto f1 = 2 * right / (taken + all); f1 > most) most = f1, best = l;
    }
    return best;
}

}  // namespace

void find_levels(const Page& page, const press::SymmetricTrees& trees, Describer& describer,
                 press::ByteRows& rows, std::vector<std::uint8_t>& found) {
    std::vector<std::int16_t> scores;
    found.clear();
    describer.read(page);
    while (describer.next(page, rows)) add_levels(trees, rows, scores, found);
}

void LineChooser::choose(const Page& page, Memory& memory, std::vector<bool>& kept) const {
    const auto& lines = page.lines;
    kept.assign(lines.size(), true);
    if (std::none_of(lines.begin(), lines.end(), [](const Line& line) { return line.is_prose(); })) return;
    auto& found = memory.levels;
    find_levels(page, first_, memory.describer, memory.rows, found);
    memory.stacked.read(page, found);
    found.clear();
    std::vector<std::int16_t> scores;
    while (memory.stacked.next(page, memory.describer, memory.rows))
        add_levels(second_, memory.rows, scores, found);
    std::array<float, levels> words_at{};
    for (std::size_t i = 0; i < lines.size(); ++i) words_at[found[i]] += static_cast<float>(lines[i].words);
    const auto least = std::min(best_level(words_at), even);
    const auto is_taken = [&](std::size_t i) { return found[i] >= least; };
    // Links to other articles and the like may stand between a line and those that are beside it otherwise;
    // the lines of a run of them have the same neighbours.
    const auto interrupts = [&](std::size_t i) { return lines[i].debris != 0 && !is_taken(i); };
    std::size_t below_from = 0;
    bool above = false, below = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (below_from <= i) {
            below_from = i + 1;
            while (below_from < lines.size() && interrupts(below_from)) ++below_from;
            below = below_from < lines.size() && is_taken(below_from);
        }
        const auto beside = lines[i].is_prose() ? prose_beside_taken : beside_taken;
        const auto help = above && below ? between_taken : above || below ? beside : 0;
        kept[i] = found[i] + help >= least;
        if (!interrupts(i)) above = is_taken(i);
    }
}

}  // namespace clean_flat
