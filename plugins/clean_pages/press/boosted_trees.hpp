// SPDX-License-Identifier: MIT
// A sum of small decision trees, as training/ fits them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace press {

// The trees as their file has them: "trees T features F", then for each tree its size and its nodes, a word
// each for "=" and a leaf's value, or a feature, what it is compared with and the first of the node's two
// children, counted from the tree's root. Rows with more than that value go to the second child.
struct TreeFile {
    static constexpr std::uint16_t leaf = 0xFFFF;
    struct Node {
        float value;            // of a leaf; else what a feature is compared with
        std::uint16_t feature;  // or `leaf`
        std::uint16_t first;
    };

    // An Error where the file is none of its kind, or its trees ask for other features than `columns`.
    TreeFile(const std::filesystem::path& file, std::size_t columns);
    [[noreturn]] void refuse(const std::string& why) const;

    std::vector<std::vector<Node>> trees;

private:
    std::filesystem::path file_;
};

// Immutable once loaded: shared by all threads.
class BoostedTrees {
public:
    BoostedTrees() = default;
    BoostedTrees(const std::filesystem::path& file, std::size_t columns);

    // The score of each row, above 0 for what is likely; `rows` has `columns` floats for each.
    void score(const std::vector<float>& rows, std::vector<float>& scores) const;

private:
    std::size_t columns_ = 1;
    std::vector<TreeFile::Node> nodes_;
    std::vector<std::uint32_t> roots_;
};

}  // namespace press
