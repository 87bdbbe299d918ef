// SPDX-License-Identifier: MIT
// From how far a name leads to how likely it is right.
#include <catch2/catch.hpp>

#include <cmath>
#include <random>
#include <vector>

#include "confidence.hpp"

using tag_entities::Confidence;
using tag_entities::fit_confidence;
using tag_entities::JudgedName;

TEST_CASE("the curve is found by which names were judged") {
    const Confidence truth{0.0004, -0.7};
    std::mt19937 random(5);
    std::uniform_real_distribution<> lead(-500, 9000), chance(0, 1);
    std::vector<JudgedName> names;
    for (int i = 0; i < 20'000; ++i) {
        const double leads_by = lead(random);
        names.push_back({leads_by, chance(random) < truth(leads_by)});
    }
    const auto found = fit_confidence(names);
    for (double at = 0; at <= 9000; at += 500) CHECK(found(at) == Approx(truth(at)).margin(0.02));
}

TEST_CASE("few names make no certainty, and none no opinion") {
    CHECK(fit_confidence({})(1e9) == 0.5);
    const std::vector<JudgedName> right{{100, true}, {200, true}, {3000, true}};
    const std::vector<JudgedName> wrong{{100, false}, {200, false}, {3000, false}};
    CHECK(fit_confidence(right)(1000) == Approx(0.8).margin(0.05));
    CHECK(fit_confidence(wrong)(1000) == Approx(0.2).margin(0.05));
}

TEST_CASE("names that a lead parts cleanly, or that all lead alike, give a curve that is one") {
    const std::vector<JudgedName> parted{{-10, false}, {-20, false}, {10, true}, {20, true}};
    const auto curve = fit_confidence(parted);
    CHECK(curve(20) > curve(10));
    CHECK(curve(10) > 0.5);
    CHECK(curve(-10) < 0.5);
    const std::vector<JudgedName> alike{{0, true}, {0, true}, {0, false}};
    CHECK(std::isfinite(fit_confidence(alike)(5)));
}
