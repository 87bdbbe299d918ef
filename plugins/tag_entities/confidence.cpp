// SPDX-License-Identifier: MIT
#include "confidence.hpp"

#include <algorithm>
#include <cmath>

namespace tag_entities {

double Confidence::operator()(double lead) const {
    return 1 / (1 + std::exp(-(offset + slope * lead)));
}

Confidence fit_confidence(std::span<const JudgedName> names) {
    if (names.empty()) return {};
    const auto right = static_cast<double>(
        std::count_if(names.begin(), names.end(), [](const JudgedName& name) { return name.right; }));
    const auto wrong = static_cast<double>(names.size()) - right;
    const double sure = (right + 1) / (right + 2), unsure = 1 / (wrong + 2);
    double scale = 0;  // leads are large numbers of no unit
    for (const auto& name : names) scale += std::abs(name.lead) / static_cast<double>(names.size());
    if (scale == 0) scale = 1;

    Confidence curve{0, std::log((right + 1) / (wrong + 1))};
    constexpr int most_steps = 100;
    for (int step = 0; step < most_steps; ++step) {
        // Gradient and curvature of the likelihood; the last keeps the curve from running to infinity.
        double by_slope = 0, by_offset = 0, slope2 = 1e-9, offset2 = 1e-9, both = 0;
        for (const auto& name : names) {
            const double lead = name.lead / scale, probability = curve(lead);
            const double error = (name.right ? sure : unsure) - probability;
            const double weight = probability * (1 - probability);
            by_slope += error * lead, by_offset += error;
            slope2 += weight * lead * lead, offset2 += weight, both += weight * lead;
        }
        const double determinant = slope2 * offset2 - both * both;
        const double slope = (offset2 * by_slope - both * by_offset) / determinant;
        const double offset = (slope2 * by_offset - both * by_slope) / determinant;
        const double shorter = std::min(1.0, 2 / std::max({std::abs(slope), std::abs(offset), 1e-9}));
        curve.slope += shorter * slope, curve.offset += shorter * offset;
        if (std::abs(slope) + std::abs(offset) < 1e-9) break;
    }
    return {curve.slope / scale, curve.offset};
}

}  // namespace tag_entities
