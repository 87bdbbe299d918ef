// SPDX-License-Identifier: MIT
// A sum of small decision trees, as training/ fits them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace press {

// Immutable once loaded: shared by all threads.
class BoostedTrees {
public:
    BoostedTrees() = default;
    // An Error where the file is none of its kind, or its trees ask for other features than `columns`.
    BoostedTrees(const std::filesystem::path& file, std::size_t columns);

    // The score of each row, above 0 for what is likely; `rows` has `columns` floats for each.
    void score(const std::vector<float>& rows, std::vector<float>& scores) const;

private:
    struct Node {
        float value;            // of a leaf; else what a feature is compared with
        std::uint16_t feature;  // or `leaf`
        std::uint16_t first;    // of its two children, counted from the tree's root
    };
    static constexpr std::uint16_t leaf = 0xFFFF;

    std::size_t columns_ = 1;
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> roots_;
};

}  // namespace press
