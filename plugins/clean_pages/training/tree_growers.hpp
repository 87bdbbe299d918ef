// SPDX-License-Identifier: MIT
// Grow single trees for fit_trees.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

inline constexpr std::size_t most_leaves = 20;
inline constexpr std::size_t symmetric_depth = 4;
inline constexpr int bin_count = 48;
inline constexpr double learning_rate = 0.08, least_weight = 6, smoothing = 3;
inline constexpr double rate_of_bytes = 0.1;

struct Node {
    int feature = -1;  // below 0: a leaf
    int bin = 0;       // rows up to this bin go to the first child
    float threshold = 0, value = 0;
    int first = 0;  // the other child follows it
};

using Tree = std::vector<Node>;

// Rows cut into bins, column by column.
struct Table {
    std::size_t rows = 0, columns = 0;
    std::vector<std::vector<float>> edges;  // of a column's bins, each up to and with its edge
    std::vector<std::vector<std::uint8_t>> bins;

    template <class Value>
    Table(const std::vector<Value>& values, std::size_t row_count)
        : rows(row_count), columns(values.size() / row_count) {
        for (std::size_t c = 0; c < columns; ++c) {
            std::vector<Value> column(rows);
            for (std::size_t r = 0; r < rows; ++r) column[r] = values[r * columns + c];
            edges.push_back(cut(sorted(column)));
            std::vector<std::uint8_t> out(rows);
            for (std::size_t r = 0; r < rows; ++r)
                out[r] = static_cast<std::uint8_t>(
                    std::lower_bound(edges[c].begin(), edges[c].end(), static_cast<float>(column[r])) -
                    edges[c].begin());
            bins.push_back(std::move(out));
        }
    }

    static std::vector<float> sorted(std::vector<float> column) {
        std::sort(column.begin(), column.end());
        return column;
    }
    static std::vector<float> sorted(const std::vector<std::uint8_t>& column) {
        std::array<std::size_t, 256> counts{};
        for (const auto value : column) ++counts[value];
        std::vector<float> out;
        for (std::size_t value = 0; value < counts.size(); ++value)
            out.insert(out.end(), counts[value], static_cast<float>(value));
        return out;
    }

    static std::vector<float> cut(const std::vector<float>& sorted) {
        std::vector<float> distinct, edges;
        std::unique_copy(sorted.begin(), sorted.end(), std::back_inserter(distinct));
        for (std::size_t i = 0; i + 1 < distinct.size() && distinct.size() <= bin_count; ++i)
            edges.push_back((distinct[i] + distinct[i + 1]) / 2);
        for (int b = 1; b < bin_count && distinct.size() > bin_count; ++b)
            edges.push_back(sorted[sorted.size() * static_cast<std::size_t>(b) / bin_count]);
        edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
        return edges;
    }
};

struct Sum {
    float gradient = 0, weight = 0;
    Sum operator-(const Sum& o) const { return {gradient - o.gradient, weight - o.weight}; }
    void operator+=(const Sum& o) { gradient += o.gradient, weight += o.weight; }
    double gain() const { return double{gradient} * gradient / (weight + smoothing); }
};

// Grows one tree, the leaf that gains most first.
class Grower {
public:
    Grower(const Table& table, const std::vector<Sum>& steps, std::vector<std::uint32_t>& rows,
           std::vector<std::size_t> columns)
        : table_(table), steps_(steps), rows_(rows), columns_(std::move(columns)) {}

    Tree grow() {
        leaves_.push_back({0, 0, rows_.size(), count(0, rows_.size())});
        find_split(leaves_[0]);
        tree_.emplace_back();
        while (leaves_.size() < most_leaves) {
            const auto best = std::max_element(leaves_.begin(), leaves_.end(),
                                               [](const Leaf& a, const Leaf& b) { return a.gain < b.gain; });
            if (best->gain < 1e-3) break;
            split(static_cast<std::size_t>(best - leaves_.begin()));
        }
        for (const auto& leaf : leaves_)
            tree_[leaf.node].value =
                static_cast<float>(learning_rate * leaf.all.gradient / (leaf.all.weight + smoothing));
        return std::move(tree_);
    }

private:
    using Bins = std::vector<Sum>;  // of each column, one behind the other

    struct Leaf {
        std::size_t node, begin, end;
        Bins bins;
        Sum all{};
        double gain = 0;
        std::size_t column = 0;
        int bin = 0;
    };

    Bins count(std::size_t begin, std::size_t end) const {
        Bins bins(columns_.size() * bin_count);
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const auto* of_row = table_.bins[columns_[c]].data();
            auto* sums = bins.data() + c * bin_count;
            for (auto i = begin; i < end; ++i) sums[of_row[rows_[i]]] += steps_[rows_[i]];
        }
        return bins;
    }

    void find_split(Leaf& leaf) const {
        leaf.gain = 0, leaf.all = {};
        for (int b = 0; b < bin_count; ++b) leaf.all += leaf.bins[static_cast<std::size_t>(b)];
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            Sum front;
            for (std::size_t b = 0; b < table_.edges[columns_[c]].size(); ++b) {
                front += leaf.bins[c * bin_count + b];
                const auto behind = leaf.all - front;
                if (front.weight < least_weight || behind.weight < least_weight) continue;
                const auto gain = front.gain() + behind.gain() - leaf.all.gain();
                if (gain > leaf.gain)
                    leaf.gain = gain, leaf.column = columns_[c], leaf.bin = static_cast<int>(b);
            }
        }
    }

    // The smaller child is counted; the larger one is what is left.
    void split(std::size_t which) {
        auto& leaf = leaves_[which];
        const auto& bins = table_.bins[leaf.column];
        const auto from = rows_.begin() + static_cast<std::ptrdiff_t>(leaf.begin);
        const auto to = rows_.begin() + static_cast<std::ptrdiff_t>(leaf.end);
        const auto middle = static_cast<std::size_t>(
            std::partition(from, to, [&](std::uint32_t row) { return bins[row] <= leaf.bin; }) -
            rows_.begin());
        const auto first = tree_.size();
        auto& node = tree_[leaf.node];
        node.feature = static_cast<int>(leaf.column), node.bin = leaf.bin;
        node.threshold = table_.edges[leaf.column][static_cast<std::size_t>(leaf.bin)];
        node.first = static_cast<int>(first);
        tree_.resize(first + 2);
        const bool first_is_smaller = middle - leaf.begin < leaf.end - middle;
        auto counted = first_is_smaller ? count(leaf.begin, middle) : count(middle, leaf.end);
        for (std::size_t b = 0; b < counted.size(); ++b) leaf.bins[b] = leaf.bins[b] - counted[b];
        Leaf behind{first + 1, middle, leaf.end, {}};
        leaf.node = first, leaf.end = middle;
        behind.bins = first_is_smaller ? std::move(leaf.bins) : std::move(counted);
        if (first_is_smaller) leaf.bins = std::move(counted);
        find_split(leaf), find_split(behind);
        leaves_.push_back(std::move(behind));
    }

    const Table& table_;
    const std::vector<Sum>& steps_;
    std::vector<std::uint32_t>& rows_;
    std::vector<std::size_t> columns_;
    std::vector<Leaf> leaves_;
    Tree tree_;
};

// Grows one tree all of whose nodes of a level ask the same.
class SymmetricGrower {
public:
    SymmetricGrower(const Table& table, const std::vector<Sum>& steps, const std::vector<std::uint32_t>& rows,
                    std::vector<std::size_t> columns)
        : table_(table), rows_(rows), columns_(std::move(columns)), leaf_of_(rows.size(), 0) {
        for (const auto row : rows) steps_.push_back(steps[row]);
    }

    Tree grow() {
        Tree tree((std::size_t{2} << symmetric_depth) - 1);
        for (std::size_t level = 0; level < symmetric_depth; ++level) {
            const auto split = find_split(std::size_t{1} << level);
            const auto& bins = table_.bins[split.column];
            for (std::size_t i = 0; i < rows_.size(); ++i)
                leaf_of_[i] =
                    static_cast<std::uint8_t>(2 * leaf_of_[i] + (bins[rows_[i]] > split.bin ? 1 : 0));
            for (auto n = (std::size_t{1} << level) - 1; n + 1 < std::size_t{2} << level; ++n)
                tree[n] = {static_cast<int>(split.column), split.bin,
                           table_.edges[split.column][static_cast<std::size_t>(split.bin)], 0,
                           static_cast<int>(2 * n + 1)};
        }
        std::array<Sum, std::size_t{1} << symmetric_depth> leaves{};
        for (std::size_t i = 0; i < rows_.size(); ++i) leaves[leaf_of_[i]] += steps_[i];
        for (std::size_t l = 0; l < leaves.size(); ++l)
            tree[leaves.size() - 1 + l].value =
                static_cast<float>(rate_of_bytes * leaves[l].gradient / (leaves[l].weight + smoothing));
        return tree;
    }

private:
    struct Split {
        std::size_t column = 0;
        int bin = 0;
        double gain = -1;
    };

    Split find_split(std::size_t leaves) const {
        Split best;
        std::vector<Sum> bins(leaves * bin_count);
        for (const auto c : columns_) {
            const auto edges = table_.edges[c].size();
            if (edges == 0) continue;
            std::fill(bins.begin(), bins.end(), Sum{});
            const auto* of_row = table_.bins[c].data();
            for (std::size_t i = 0; i < rows_.size(); ++i)
                bins[leaf_of_[i] * bin_count + of_row[rows_[i]]] += steps_[i];
            std::array<double, bin_count> gains{};
            for (std::size_t l = 0; l < leaves; ++l) {
                Sum all, front;
                for (std::size_t b = 0; b <= edges; ++b) all += bins[l * bin_count + b];
                for (std::size_t b = 0; b < edges; ++b) {
                    front += bins[l * bin_count + b];
                    const auto behind = all - front;
                    if (front.weight >= least_weight && behind.weight >= least_weight)
                        gains[b] += front.gain() + behind.gain() - all.gain();
                }
            }
            const auto most =
                std::max_element(gains.begin(), gains.begin() + static_cast<std::ptrdiff_t>(edges));
            if (*most > best.gain) best = {c, static_cast<int>(most - gains.begin()), *most};
        }
        return best;
    }

    const Table& table_;
    const std::vector<std::uint32_t>& rows_;
    std::vector<std::size_t> columns_;
    std::vector<std::uint8_t> leaf_of_;
    std::vector<Sum> steps_;
};
