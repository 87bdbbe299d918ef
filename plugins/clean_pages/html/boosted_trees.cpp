// SPDX-License-Identifier: MIT
#include "boosted_trees.hpp"

#include <fstream>
#include <quern/error.hpp>
#include <string>

namespace clean_html {

BoostedTrees::BoostedTrees(const std::filesystem::path& file, std::size_t columns) : columns_(columns) {
    std::ifstream in(file);
    std::string word;
    std::size_t trees = 0, told = 0;
    if (!(in >> word >> trees >> word >> told))
        throw quern::Error("cannot read the trees of " + file.string() + ": train them again");
    if (told != columns)
        throw quern::Error(file.string() + " was fitted to " + std::to_string(told) +
                           " features of a block, not " + std::to_string(columns) + ": train it again");
    for (std::size_t t = 0; t < trees; ++t) {
        std::size_t size = 0;
        in >> size;
        roots_.push_back(static_cast<std::uint32_t>(nodes_.size()));
        for (std::size_t n = 0; n < size && in; ++n) {
            Node node{0, leaf, 0};
            in >> word >> node.value;
            if (word != "=") {
                node.feature = static_cast<std::uint16_t>(std::stoul(word));
                in >> node.first;
                // children stand behind their parent, so that a walk comes to its end
                if (node.feature >= columns || node.first <= n || node.first + 1u >= size)
                    throw quern::Error(file.string() + ": tree " + std::to_string(t) + " is broken");
            }
            nodes_.push_back(node);
        }
    }
    if (!in) throw quern::Error(file.string() + " breaks off");
}

void BoostedTrees::score(const std::vector<float>& rows, std::vector<float>& scores) const {
    scores.assign(rows.size() / columns_, 0.0F);
    // Tree by tree, so that a tree's nodes stay near.
    for (const auto root : roots_) {
        const auto* tree = nodes_.data() + root;
        for (std::size_t r = 0; r < scores.size(); ++r) {
            const auto* row = rows.data() + r * columns_;
            const auto* node = tree;
            while (node->feature != leaf) node = tree + node->first + (row[node->feature] > node->value);
            scores[r] += node->value;
        }
    }
}

}  // namespace clean_html
