// SPDX-License-Identifier: MIT
// The trees that score blocks and lines of pages, as their file has them.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include <quern/error.hpp>

#include "press/boosted_trees.hpp"
#include "temporary_folder.hpp"

using press::BoostedTrees;
using quern::testing::TemporaryFolder;

namespace {

std::string refusal(const std::string& content) {
    const TemporaryFolder folder;
    try {
        BoostedTrees(folder.write("some.trees", content), 2);
        return "";
    } catch (const quern::Error& error) {
        const std::string what = error.what();
        return what.substr(what.rfind(": ") + 2);
    }
}

}  // namespace

TEST_CASE("a row's score is the sum of the leaves that it comes to") {
    const TemporaryFolder folder;
    const BoostedTrees trees(
        folder.write("some.trees", "trees 2 features 2\n3\n0 0.5 1\n= -1\n= 2\n1\n= 0.25\n"), 2);
    std::vector<float> scores;
    trees.score({0.5F, 9, 0.75F, 9}, scores);
    CHECK(scores == std::vector<float>{-0.75F, 2.25F});
}

TEST_CASE("a file of trees that cannot be used says why") {
    CHECK(refusal("Once upon a time") == "it does not begin as they do");
    CHECK(refusal("trees 1 features 3\n1\n= 0\n") == "they were fitted to 3 features, not 2");
    CHECK(refusal("trees 2 features 2\n1\n= 0\n") == "it breaks off");
    CHECK(refusal("trees 1 features 2\n0\n") == "it breaks off");
    CHECK(refusal("trees 1 features 2\n3\n0 0.5 1\n= 1\n") == "it breaks off");
    CHECK(refusal("trees 1 features 2\n3\nx 0.5 1\n= 1\n= 2\n") == "it breaks off");
    CHECK(refusal("trees 1 features 2\n3\n2 0.5 1\n= 1\n= 2\n") == "tree 0 is broken");
    CHECK(refusal("trees 1 features 2\n3\n0 0.5 0\n= 1\n= 2\n") == "tree 0 is broken");
    CHECK(refusal("trees 1 features 2\n3\n0 0.5 2\n= 1\n= 2\n") == "tree 0 is broken");
}
