// SPDX-License-Identifier: MIT
// fit_words WORDS SAMPLES WEIGHTS: fits weights of words that tell an article's lines from others,
// as press/word_weights.hpp reads them: a logistic regression on the words of a line, with steps that shrink
// where a weight has moved much already (AdaGrad, Duchi, Hazan and Singer 2011). WORDS has a line for each
// line of the pages: the classes of its words. SAMPLES are those of fit_trees; rows of a fold below 0 are
// not learned from.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "press/word_weights.hpp"

namespace {

using press::WordWeights;

constexpr int rounds = 6;
constexpr double rate = 0.1, most_weight = 10;  // of a line against the mean

struct Example {
    std::vector<std::uint32_t> words;  // places in the table of weights
    bool inside;
    double weight;
};

std::vector<std::uint32_t> words_of(const std::string& line) {
    std::vector<std::uint32_t> words;
    std::istringstream in(line);
    for (std::uint32_t word = 0; in >> word;) words.push_back(word % WordWeights::classes);
    if (words.empty()) return words;
    const auto first = words.front(), last = words.back();
    words.push_back(WordWeights::first * WordWeights::classes + first);
    words.push_back(WordWeights::last * WordWeights::classes + last);
    return words;
}

std::vector<Example> read(const char* words, const char* samples) {
    std::vector<Example> examples;
    std::ifstream lines(words), about(samples);
    int fold = 0;
    Example example{};
    for (std::string line; std::getline(lines, line) && about >> fold >> example.inside >> example.weight;) {
        if (fold < 0) continue;
        example.words = words_of(line);
        if (!example.words.empty()) examples.push_back(example);
    }
    return examples;
}

class Regression {
public:
    void learn(std::vector<Example>& examples) {
        std::mt19937 random(1);
        double all = 0;
        for (const auto& example : examples) all += example.weight;
        const auto mean = all / static_cast<double>(examples.size());
        for (int round = 0; round < rounds; ++round) {
            std::shuffle(examples.begin(), examples.end(), random);
            for (const auto& example : examples) learn(example, std::min(example.weight / mean, most_weight));
        }
    }

    void write(std::ostream& out) const {
        const auto rounded = [](double weight) {
            return std::clamp(std::lround(weight * WordWeights::unit), -128L, 127L);
        };
        out << "words " << WordWeights::classes << ' ' << rounded(bias_) << '\n';
        for (std::size_t i = 0; i < weights_.size(); ++i)
            out << rounded(weights_[i]) << (i % 64 == 63 ? '\n' : ' ');
    }

private:
    void learn(const Example& example, double importance) {
        const auto scale = 1 / std::sqrt(static_cast<double>(example.words.size()));
        double sum = 0;
        for (const auto word : example.words) sum += weights_[word];
        const auto chance = 1 / (1 + std::exp(-bias_ - scale * sum));
        const auto slope = (chance - example.inside) * importance;
        step(bias_, bias_moved_, slope);
        for (const auto word : example.words) step(weights_[word], moved_[word], slope * scale);
    }

    static void step(double& weight, double& moved, double slope) {
        moved += slope * slope;
        if (moved > 0) weight -= rate * slope / std::sqrt(moved);
    }

    static constexpr auto size = WordWeights::places * WordWeights::classes;
    std::vector<double> weights_ = std::vector<double>(size), moved_ = std::vector<double>(size);
    double bias_ = 0, bias_moved_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "fit_words WORDS SAMPLES WEIGHTS\n";
        return 2;
    }
    auto examples = read(argv[1], argv[2]);
    if (examples.empty()) {
        std::cerr << "there is nothing to learn from\n";
        return 2;
    }
    Regression regression;
    regression.learn(examples);
    std::ofstream out(argv[3]);
    regression.write(out);
    return out ? 0 : 1;
}
