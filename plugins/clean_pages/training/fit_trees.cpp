// SPDX-License-Identifier: MIT
// fit_trees ROWS SAMPLES TREES [SCORES]: fits boosted trees that tell blocks of an article from others.
// ROWS are floats, one row a block. SAMPLES has a line for each row: its fold, 0 or 1, and its weight; rows
// of a fold below 0 are not learned from. TREES is written in the form that boosted_trees.hpp reads. SCORES,
// where it is asked for, gets for each row what trees fitted without its fold say of it.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr int tree_count = 200;
constexpr std::size_t most_leaves = 20;
constexpr int bin_count = 48;
constexpr double learning_rate = 0.08, row_share = 0.6, column_share = 0.25, least_weight = 6, smoothing = 3;

struct Sample {
    int fold;
    bool inside;
    double weight;
};

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

    Table(const std::vector<float>& values, std::size_t row_count)
        : rows(row_count), columns(values.size() / row_count) {
        for (std::size_t c = 0; c < columns; ++c) {
            std::vector<float> sorted(rows);
            for (std::size_t r = 0; r < rows; ++r) sorted[r] = values[r * columns + c];
            auto column = sorted;
            std::sort(sorted.begin(), sorted.end());
            edges.push_back(cut(sorted));
            std::vector<std::uint8_t> out(rows);
            for (std::size_t r = 0; r < rows; ++r)
                out[r] = static_cast<std::uint8_t>(
                    std::lower_bound(edges[c].begin(), edges[c].end(), column[r]) - edges[c].begin());
            bins.push_back(std::move(out));
        }
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

float walk(const Tree& tree, const Table& table, std::size_t row) {
    std::size_t n = 0;
    while (tree[n].feature >= 0)
        n = static_cast<std::size_t>(tree[n].first) +
            (table.bins[static_cast<std::size_t>(tree[n].feature)][row] <= tree[n].bin ? 0 : 1);
    return tree[n].value;
}

// Logistic loss; Newton steps. Each tree sees a part of the rows and of the columns.
std::vector<Tree> fit(const Table& table, const std::vector<Sample>& samples, int left_out,
                      std::vector<float>& score) {
    std::mt19937 random(1);
    std::vector<std::uint32_t> learned, rows;
    for (std::uint32_t r = 0; r < table.rows; ++r)
        if (samples[r].fold >= 0 && samples[r].fold != left_out) learned.push_back(r);
    std::vector<Tree> trees;
    std::vector<Sum> steps(table.rows);
    std::vector<std::size_t> columns(table.columns);
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    const auto columns_seen = static_cast<std::ptrdiff_t>(column_share * static_cast<double>(table.columns));
    score.assign(table.rows, 0);
    for (int t = 0; t < tree_count; ++t) {
        rows.clear();
        for (const auto r : learned) {
            const auto p = 1 / (1 + std::exp(-score[r]));
            const auto weight = static_cast<float>(samples[r].weight);
            steps[r] = {weight * (static_cast<float>(samples[r].inside) - p),
                        weight * std::max(p * (1 - p), 1e-4F)};
            if (random() < row_share * 4294967296.0) rows.push_back(r);
        }
        std::shuffle(columns.begin(), columns.end(), random);
        trees.push_back(Grower(table, steps, rows,
                               {columns.begin(), columns.begin() + std::max<std::ptrdiff_t>(1, columns_seen)})
                            .grow());
        for (const auto r : learned) score[r] += walk(trees.back(), table, r);
    }
    for (std::size_t r = 0; r < table.rows; ++r)
        if (samples[r].fold < 0 || samples[r].fold == left_out)
            for (const auto& tree : trees) score[r] += walk(tree, table, r);
    return trees;
}

void write(const std::vector<Tree>& trees, std::size_t columns, std::ostream& out) {
    out << "trees " << trees.size() << " features " << columns << '\n';
    for (const auto& tree : trees) {
        out << tree.size() << '\n';
        for (const auto& node : tree)
            node.feature < 0 ? out << "= " << node.value << '\n'
                             : out << node.feature << ' ' << node.threshold << ' ' << node.first << '\n';
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "fit_trees ROWS SAMPLES TREES [SCORES]\n";
        return 2;
    }
    std::ifstream sample_file(argv[2]), row_file(argv[1], std::ios::binary);
    std::vector<Sample> samples;
    for (Sample s{}; sample_file >> s.fold >> s.inside >> s.weight;) samples.push_back(s);
    const std::string bytes((std::istreambuf_iterator<char>(row_file)), {});
    std::vector<float> values(bytes.size() / sizeof(float));
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(values.data()));
    if (samples.empty() || values.size() % samples.size() != 0) {
        std::cerr << "the rows and the samples are not of one number\n";
        return 2;
    }
    const Table table(values, samples.size());
    std::vector<float> score;
    if (argc > 4) {
        std::vector<float> all(table.rows);
        int folds = 0;
        for (const auto& s : samples) folds = std::max(folds, s.fold + 1);
        for (int fold = 0; fold < folds; ++fold) {
            fit(table, samples, fold, score);
            for (std::size_t r = 0; r < table.rows; ++r)
                if (samples[r].fold == fold) all[r] = score[r];
        }
        std::ofstream out(argv[4], std::ios::binary);
        out.write(reinterpret_cast<const char*>(all.data()),
                  static_cast<std::streamsize>(all.size() * sizeof(float)));
    }
    const auto trees = fit(table, samples, -1, score);
    if (argc > 4) {
        // those that were never learned from
        std::fstream out(argv[4], std::ios::binary | std::ios::in | std::ios::out);
        for (std::size_t r = 0; r < table.rows; ++r)
            if (samples[r].fold < 0) {
                out.seekp(static_cast<std::streamoff>(r * sizeof(float)));
                out.write(reinterpret_cast<const char*>(&score[r]), sizeof(float));
            }
    }
    std::ofstream out(argv[3]);
    out.precision(7);
    write(trees, table.columns, out);
    return out ? 0 : 1;
}
