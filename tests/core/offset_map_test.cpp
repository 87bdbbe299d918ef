// SPDX-License-Identifier: MIT
// Offset maps against the plainest model: one statement a unit, looked up by reading them all.
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <vector>

#include <quern/offset_map.hpp>
#include <quern/record.hpp>

using namespace quern;
using Kind = OffsetMap::Kind;

namespace {

struct Unit {
    Span text, source;
    Kind kind;
};

struct Model {
    std::vector<Unit> units;  // copied ones of a byte each
    OffsetMap map;

    std::uint32_t size() const { return units.empty() ? 0 : units.back().text.end; }
    void add(std::uint32_t size, Span source, Kind kind) {
        units.push_back({{this->size(), this->size() + size}, source, kind});
    }
    void copied(std::uint32_t size, std::uint32_t source) {
        for (std::uint32_t i = 0; i < size; ++i) add(1, {source + i, source + i + 1}, Kind::copied);
        map.copied(size, source);
    }
    void replaced(std::uint32_t size, Span source) {
        add(size, source, Kind::replaced);
        map.replaced(size, source);
    }
    void inserted(std::uint32_t size, std::uint32_t source) {
        add(size, {source, source}, Kind::inserted);
        map.inserted(size, source);
    }

    Span to_source(Span text) const {
        std::vector<Unit> under;
        for (const auto& unit : units)
            if (unit.text.begin < text.end && text.begin < unit.text.end) under.push_back(unit);
        while (under.size() > 1 && under.front().kind == Kind::inserted) under.erase(under.begin());
        while (under.size() > 1 && under.back().kind == Kind::inserted) under.pop_back();
        return {under.front().source.begin, under.back().source.end};
    }
};

// A page as one that was re-encoded: letters of several sizes, runs of them, and a little of all else.
Model random_model(std::mt19937& random, std::uint32_t least_source) {
    const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
    Model model;
    std::uint32_t source = below(5);
    while (source < least_source) {
        const auto size = 1 + below(3), of = 1 + below(3);
        switch (below(5)) {
            case 0:
                model.copied(1 + below(6), source);
                source = model.units.back().source.end;
                break;
            case 1:
                model.inserted(size, source);
                break;
            case 2:
                source += below(4);  // something was dropped
                break;
            default:
                for (auto letters = below(7); letters-- > 0; source += of)
                    model.replaced(size, {source, source + of});
        }
    }
    return model;
}

void check_same(const Model& model, const OffsetMap& map) {
    REQUIRE(map.text_size() == model.size());
    for (std::uint32_t begin = 0; begin < model.size(); ++begin)
        for (auto end = begin + 1; end <= model.size(); ++end)
            REQUIRE(map.to_source({begin, end}) == model.to_source({begin, end}));
}

}  // namespace

TEST_CASE("a run of replaced letters is one piece, and each letter keeps its own place") {
    OffsetMap map;
    for (std::uint32_t i = 0; i < 1000; ++i) map.replaced(2, {i, i + 1});
    REQUIRE(map.pieces().size() == 1);
    CHECK(map.pieces().begin()->units == 1000);
    CHECK(map.to_source({10, 12}) == Span{5, 6});
    CHECK(map.to_source({11, 12}) == Span{5, 6});
    CHECK(map.to_source({11, 13}) == Span{5, 7});
    CHECK(map.to_source({20, 20}) == Span{10, 10});
    map.replaced(1, {1000, 1001});  // another size: another piece
    map.replaced(1, {1002, 1003});  // something between was left out
    CHECK(map.pieces().size() == 3);
}

TEST_CASE("maps say of every span what a list of all their units says") {
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto model = random_model(random, 40);
        check_same(model, model.map);
        REQUIRE(offset_map_from_compact(compact(model.map)) == model.map);
    }
}

TEST_CASE("a map that is cut short says of the rest what it said") {
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        auto model = random_model(random, 40);
        const auto size = static_cast<std::uint32_t>(random() % (model.size() + 1));
        model.map.truncate(size);
        while (!model.units.empty() && model.units.back().text.begin >= size) model.units.pop_back();
        if (!model.units.empty()) model.units.back().text.end = std::min(model.units.back().text.end, size);
        check_same(model, model.map);
    }
}

TEST_CASE("a map of a map leads where one after the other leads") {
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto inner = random_model(random, 60);
        if (inner.size() < 2) continue;
        const auto outer = random_model(random, inner.size() / 2);
        if (outer.units.empty() || outer.units.back().source.end > inner.size()) continue;
        Model both;
        for (const auto& unit : outer.units) {
            auto source =
                unit.source.empty() ? inner.map.to_source(unit.source) : inner.to_source(unit.source);
            if (unit.kind == Kind::inserted) source.end = source.begin;
            both.add(unit.text.size(), source, source.empty() ? Kind::inserted : Kind::replaced);
        }
        check_same(both, outer.map.after(inner.map));
    }
}
