// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <numeric>

#include "pipeline/diagnostics.hpp"

namespace quern::host {

namespace {

std::string folded(std::string_view text) {
    std::string out;
    for (char c : text)
        out += c == '-' || c == ' ' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

// Damerau-Levenshtein distance where no piece is changed twice (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    std::iota(last.begin(), last.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

}  // namespace

std::string nearest(std::string_view wrong, const std::vector<std::string>& known) {
    if (wrong.empty() || wrong.size() > 100) return {};
    const std::string target = folded(wrong);
    const std::size_t far = std::max<std::size_t>(1, target.size() / 3);
    std::string best;
    std::size_t best_score = ~std::size_t{0};
    for (const auto& name : known) {
        const std::string candidate = folded(name);
        const std::size_t d = distance(target, candidate);
        const bool begun = target.size() >= 3 && candidate.starts_with(target);
        if (d > far && !begun) continue;
        // Of two that are as near, the one that begins alike is more likely to be meant.
        const std::size_t score = 2 * d + (candidate.substr(0, 1) == target.substr(0, 1) ? 0 : 1);
        if (score < best_score) best = name, best_score = score;
    }
    return best;
}

}  // namespace quern::host
