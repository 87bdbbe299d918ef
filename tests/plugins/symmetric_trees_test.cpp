// SPDX-License-Identifier: MIT
// The trees that score lines of flattened pages, thirty-two rows at once.
#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

#include <quern/error.hpp>

#include "press/symmetric_trees.hpp"
#include "temporary_folder.hpp"

using press::ByteRows;
using press::SymmetricTrees;
using quern::testing::TemporaryFolder;

namespace {

struct Made {
    std::size_t features[SymmetricTrees::depth];
    int thresholds[SymmetricTrees::depth];
    int leaves[SymmetricTrees::leaves];  // in units of a score
};

// As training/ writes them.
std::string file_of(const std::vector<Made>& trees, std::size_t columns) {
    std::string text =
        "trees " + std::to_string(trees.size()) + " features " + std::to_string(columns) + "\n";
    for (const auto& tree : trees) {
        text += "31\n";
        for (std::size_t n = 0, level = 0; n < 15; ++n) {
            if (n + 1 == std::size_t{2} << level) ++level;
            text += std::to_string(tree.features[level]) + " " + std::to_string(tree.thresholds[level]) +
                    ".5 " + std::to_string(2 * n + 1) + "\n";
        }
        for (const auto leaf : tree.leaves)
            text += "= " + std::to_string(static_cast<double>(leaf) / SymmetricTrees::unit) + "\n";
    }
    return text;
}

std::string refusal(const std::string& content) {
    const TemporaryFolder folder;
    try {
        SymmetricTrees(folder.write("some.trees", content), 3);
        return "";
    } catch (const quern::Error& error) {
        const std::string what = error.what();
        return what.substr(what.rfind(": ") + 2);
    }
}

}  // namespace

TEST_CASE("a row's score is the sum of the leaves that it comes to, whatever its place in a tile") {
    std::mt19937 random(5);
    const auto up_to = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most + 1)); };
    constexpr std::size_t columns = 3;
    std::vector<Made> trees(40);
    for (auto& tree : trees) {
        for (auto& feature : tree.features) feature = random() % columns;
        for (auto& threshold : tree.thresholds) threshold = up_to(254);
        for (auto& leaf : tree.leaves) leaf = up_to(600) - 300;
    }
    const TemporaryFolder folder;
    const SymmetricTrees loaded(folder.write("some.trees", file_of(trees, columns)), columns);
    for (const std::size_t count : {1, 16, 31, 32, 33, 80}) {
        ByteRows rows;
        rows.resize(count, columns);
        for (std::size_t r = 0; r < count; ++r) {
            press::RowWriter out(rows, r);
            for (std::size_t c = 0; c < columns; ++c) out.add(static_cast<std::size_t>(up_to(255)));
        }
        std::vector<std::int16_t> scores;
        loaded.score(rows, scores);
        REQUIRE(scores.size() == count);
        for (std::size_t r = 0; r < count; ++r) {
            int wanted = 0;
            for (const auto& tree : trees) {
                std::size_t leaf = 0;
                for (std::size_t level = 0; level < SymmetricTrees::depth; ++level)
                    leaf = 2 * leaf + (*rows.at(r, tree.features[level]) > tree.thresholds[level]);
                wanted += tree.leaves[leaf];
            }
            CHECK(scores[r] == wanted);
        }
    }
}

TEST_CASE("what does not fit into a byte of a row is the most that does") {
    ByteRows rows;
    rows.resize(1, 2);
    press::RowWriter out(rows, 0);
    out.add(254), out.add(70'000);
    CHECK(int{*rows.at(0, 0)} == 254);
    CHECK(int{*rows.at(0, 1)} == 255);
}

TEST_CASE("sums of leaves end at the largest score and do not come round") {
    Made tree{{0, 0, 0, 0}, {1, 2, 3, 4}, {}};
    for (auto& leaf : tree.leaves) leaf = 20'000;
    const TemporaryFolder folder;
    const SymmetricTrees loaded(folder.write("some.trees", file_of({tree, tree, tree}, 1)), 1);
    ByteRows rows;
    rows.resize(1, 1);
    *rows.at(0, 0) = 9;
    std::vector<std::int16_t> scores;
    loaded.score(rows, scores);
    CHECK(scores == std::vector<std::int16_t>{32767});
}

TEST_CASE("trees of another shape are refused") {
    CHECK(refusal("trees 1 features 3\n1\n= 0\n") == "its trees are not symmetric");
    const Made tree{{0, 1, 2, 0}, {10, 20, 30, 40}, {}};
    auto text = file_of({tree}, 3);
    CHECK(refusal(text) == "");
    text.replace(text.find("1 20.5 5"), 8, "2 20.5 5");  // the second node of the second level
    CHECK(refusal(text) == "its trees are not symmetric");
    auto beyond = tree;
    beyond.thresholds[3] = 255;
    CHECK(refusal(file_of({beyond}, 3)) == "its trees are not symmetric");
}
