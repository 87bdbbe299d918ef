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
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, target.size() / 3) + 1;
    for (const auto& name : known) {
        const std::size_t d = distance(target, folded(name));
        if (d < best_distance) best = name, best_distance = d;
    }
    return best;
}

}  // namespace quern::host
