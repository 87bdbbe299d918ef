// SPDX-License-Identifier: MIT
// fit_trees [--bytes COUNT] ROWS SAMPLES TREES [SCORES]: fits boosted trees that tell blocks or lines of an
// article from others. ROWS are floats, one row a block; with --bytes they are bytes, and COUNT symmetric
// trees are grown, as symmetric_trees.hpp reads them. SAMPLES has a line for each row: its fold, 0 or 1, and
// its weight; rows of a fold below 0 are not learned from. TREES is written in the form that
// boosted_trees.hpp reads. SCORES, where it is asked for, gets for each row what trees fitted without its
// fold say of it.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "tree_growers.hpp"

namespace {

constexpr int tree_count = 200;
constexpr double row_share = 0.6, column_share = 0.25, bytes_row_share = 0.4;

struct Sample {
    int fold;
    bool inside;
    double weight;
};

float walk(const Tree& tree, const Table& table, std::size_t row) {
    std::size_t n = 0;
    while (tree[n].feature >= 0)
        n = static_cast<std::size_t>(tree[n].first) +
            (table.bins[static_cast<std::size_t>(tree[n].feature)][row] <= tree[n].bin ? 0 : 1);
    return tree[n].value;
}

// Logistic loss; Newton steps. Each tree sees a part of the rows and of the columns. `symmetric` is the count
// of symmetric trees, or 0 where others are wanted.
std::vector<Tree> fit(const Table& table, const std::vector<Sample>& samples, int left_out, int symmetric,
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
    const auto wanted = symmetric > 0 ? symmetric : tree_count;
    for (int t = 0; t < wanted; ++t) {
        rows.clear();
        double all = 0;
        for (const auto r : learned) {
            const auto p = 1 / (1 + std::exp(-score[r]));
            const auto weight = static_cast<float>(samples[r].weight);
            steps[r] = {weight * (static_cast<float>(samples[r].inside) - p),
                        weight * std::max(p * (1 - p), 1e-4F)};
            all += std::abs(steps[r].gradient);
        }
        // Symmetric trees see mostly the rows that are still wrong, the others seldom and for more.
        const auto mean = all / static_cast<double>(learned.size());
        for (const auto r : learned) {
            auto chance = row_share;
            if (symmetric > 0) {
                chance = std::min(1.0, bytes_row_share * (0.1 + 0.9 * std::abs(steps[r].gradient) / mean));
                const auto more = static_cast<float>(1 / chance);
                steps[r] = {steps[r].gradient * more, steps[r].weight * more};
            }
            if (random() < chance * 4294967296.0) rows.push_back(r);
        }
        std::shuffle(columns.begin(), columns.end(), random);
        std::vector<std::size_t> seen(columns.begin(),
                                      columns.begin() + std::max<std::ptrdiff_t>(1, columns_seen));
        trees.push_back(symmetric > 0 ? SymmetricGrower(table, steps, rows, std::move(seen)).grow()
                                      : Grower(table, steps, rows, std::move(seen)).grow());
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

template <class Value>
std::vector<Value> read_values(const char* file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    std::vector<Value> values(bytes.size() / sizeof(Value));
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(values.data()));
    return values;
}

template <class Value>
int run(char** argv, bool scores_wanted, int symmetric) {
    const auto values = read_values<Value>(argv[0]);
    std::ifstream sample_file(argv[1]);
    std::vector<Sample> samples;
    for (Sample s{}; sample_file >> s.fold >> s.inside >> s.weight;) samples.push_back(s);
    if (samples.empty() || values.size() % samples.size() != 0) {
        std::cerr << "the rows and the samples are not of one number\n";
        return 2;
    }
    const Table table(values, samples.size());
    std::vector<float> score, all(table.rows);
    int folds = 0;
    for (const auto& s : samples) folds = std::max(folds, s.fold + 1);
    for (int fold = 0; scores_wanted && folds > 1 && fold < folds; ++fold) {
        fit(table, samples, fold, symmetric, score);
        for (std::size_t r = 0; r < table.rows; ++r)
            if (samples[r].fold == fold) all[r] = score[r];
    }
    const auto trees = fit(table, samples, -1, symmetric, score);
    if (scores_wanted) {
        for (std::size_t r = 0; r < table.rows; ++r)
            if (samples[r].fold < 0) all[r] = score[r];  // never learned from
        std::ofstream out(argv[3], std::ios::binary);
        out.write(reinterpret_cast<const char*>(all.data()),
                  static_cast<std::streamsize>(all.size() * sizeof(float)));
    }
    std::ofstream out(argv[2]);
    out.precision(7);
    write(trees, table.columns, out);
    return out ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const bool bytes = argc > 2 && std::string(argv[1]) == "--bytes";
    const int skipped = bytes ? 3 : 1;
    if (argc - skipped < 3) {
        std::cerr << "fit_trees [--bytes COUNT] ROWS SAMPLES TREES [SCORES]\n";
        return 2;
    }
    const bool scores_wanted = argc - skipped > 3;
    return bytes ? run<std::uint8_t>(argv + skipped, scores_wanted, std::atoi(argv[2]))
                 : run<float>(argv + skipped, scores_wanted, 0);
}
