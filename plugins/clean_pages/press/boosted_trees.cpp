// SPDX-License-Identifier: MIT
#include "boosted_trees.hpp"

#include <fstream>

#include <quern/error.hpp>

namespace press {

void TreeFile::refuse(const std::string& why) const {
    throw quern::Error("cannot use the trees of " + file_.string() + ": " + why,
                       "install the plugin again, or fit them anew: see its card beside it");
}

TreeFile::TreeFile(const std::filesystem::path& file, std::size_t columns) : file_(file) {
    std::ifstream in(file);
    std::string word;
    std::size_t count = 0, told = 0;
    if (!(in >> word >> count >> word >> told)) refuse("it does not begin as they do");
    if (told != columns)
        refuse("they were fitted to " + std::to_string(told) + " features, not " + std::to_string(columns));
    for (std::size_t t = 0; t < count; ++t) {
        std::size_t size = 0;
        if (!(in >> size) || size == 0) refuse("it breaks off");
        auto& tree = trees.emplace_back();
        for (std::size_t n = 0; n < size; ++n) {
            Node node{0, leaf, 0};
            in >> std::ws;
            if (in.peek() == '=') {
                in.ignore();
                in >> node.value;
            } else {
                in >> node.feature >> node.value >> node.first;
                // children stand behind their parent, so that a walk comes to its end
                if (in && (node.feature >= columns || node.first <= n || node.first + 1u >= size))
                    refuse("tree " + std::to_string(t) + " is broken");
            }
            if (!in) refuse("it breaks off");
            tree.push_back(node);
        }
    }
}

BoostedTrees::BoostedTrees(const std::filesystem::path& file, std::size_t columns) : columns_(columns) {
    for (const auto& tree : TreeFile(file, columns).trees) {
        roots_.push_back(static_cast<std::uint32_t>(nodes_.size()));
        nodes_.insert(nodes_.end(), tree.begin(), tree.end());
    }
}

void BoostedTrees::score(const std::vector<float>& rows, std::vector<float>& scores) const {
    scores.assign(rows.size() / columns_, 0.0F);
    // Tree by tree, so that a tree's nodes stay near.
    for (const auto root : roots_) {
        const auto* tree = nodes_.data() + root;
        for (std::size_t r = 0; r < scores.size(); ++r) {
            const auto* row = rows.data() + r * columns_;
            const auto* node = tree;
            while (node->feature != TreeFile::leaf)
                node = tree + node->first + (row[node->feature] > node->value);
            scores[r] += node->value;
        }
    }
}

}  // namespace press
