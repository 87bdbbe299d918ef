// SPDX-License-Identifier: MIT
#include "choice.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace clean_flat {
namespace {

constexpr std::size_t levels = 256;  // of scores, 1/16 each
constexpr float bias = 0.3F;         // in favour of lines, found on one half of the hosts

std::size_t level_of(std::int16_t score) {
    const auto level = (score >> 4) + static_cast<int>(levels / 2);
    return static_cast<std::size_t>(std::clamp(level, 0, static_cast<int>(levels) - 1));
}

const std::array<float, levels>& chances() {
    static const auto table = [] {
        std::array<float, levels> out{};
        for (std::size_t l = 0; l < levels; ++l)
            out[l] = 1 / (1 + std::exp(-((static_cast<float>(l) - levels / 2.0F + 0.5F) / 16 + bias)));
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

void LineChooser::choose(const Page& page, Memory& memory, std::vector<bool>& kept) const {
    const auto& lines = page.lines;
    kept.assign(lines.size(), true);
    if (std::none_of(lines.begin(), lines.end(), [](const Line& line) { return line.is_prose(); })) return;
    memory.describer.read(page);
    memory.levels.clear();
    std::array<float, levels> words_at{};
    while (memory.describer.next(page, memory.rows)) {
        trees_.score(memory.rows, memory.scores);
        for (const auto score : memory.scores) {
            const auto level = level_of(score);
            words_at[level] += static_cast<float>(lines[memory.levels.size()].words);
            memory.levels.push_back(static_cast<std::uint8_t>(level));
        }
    }
    const auto least = best_level(words_at);
    for (std::size_t i = 0; i < lines.size(); ++i) kept[i] = memory.levels[i] >= least;
}

}  // namespace clean_flat
