// SPDX-License-Identifier: MIT
// How far lines stand from those that have a sign, a tile of lines at a time.
#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <random>
#include <vector>

#include "flat/ways.hpp"
#include "press/symmetric_trees.hpp"

using clean_flat::SignedTile;
using clean_flat::Ways;

namespace {

constexpr std::size_t tile = press::ByteRows::tile;

// Line by line: how far above or below each line the next one with the sign stands.
std::vector<int> distances(const std::vector<std::uint16_t>& signs, std::size_t way, bool above) {
    std::vector<int> out(signs.size());
    int distance = 255;
    for (std::size_t k = 0; k < signs.size(); ++k) {
        const auto i = above ? k : signs.size() - 1 - k;
        out[i] = distance;
        distance = signs[i] >> way & 1 ? 1 : std::min(255, distance + 1);
    }
    return out;
}

}  // namespace

TEST_CASE("distances that are told tile by tile are those that are counted line by line") {
    std::mt19937 random(1);
    for (const unsigned seldom : {2u, 40u, 900u}) {
        std::vector<std::uint16_t> signs(tile * 20);
        for (auto& sign : signs)
            for (std::size_t way = 0; way < clean_flat::ways; ++way)
                if (random() % seldom == 0) sign = static_cast<std::uint16_t>(sign | 1u << way);
        std::vector<SignedTile> tiles(20);
        for (std::size_t i = 0; i < signs.size(); ++i)
            tiles[i / tile].add(static_cast<std::uint32_t>(i % tile), signs[i]);
        std::vector<std::array<std::uint8_t, tile * clean_flat::ways>> above(20), below(20);
        Ways ways;
        ways.fill(255);
        for (std::size_t t = 0; t < 20; ++t) clean_flat::describe_above(tiles[t], ways, above[t].data());
        ways.fill(255);
        for (std::size_t t = 20; t-- > 0;) {
            clean_flat::describe_below(tiles[t], ways, below[t].data());
            clean_flat::step_up(tiles[t], ways);
        }
        for (std::size_t way = 0; way < clean_flat::ways; ++way) {
            const auto wanted_above = distances(signs, way, true),
                       wanted_below = distances(signs, way, false);
            for (std::size_t i = 0; i < signs.size(); ++i) {
                CAPTURE(seldom, way, i);
                REQUIRE(above[i / tile][way * tile + i % tile] == wanted_above[i]);
                REQUIRE(below[i / tile][way * tile + i % tile] == wanted_below[i]);
            }
        }
    }
}
