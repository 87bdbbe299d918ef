// SPDX-License-Identifier: MIT
// describe_lines FOLDER WORDS TREES OUT PAGE...: writes what the scorers of lines learn from. FOLDER has the
// phrases of debris, WORDS are weights of words, TREES the first trees; either of the two may be - where
// there are none yet. OUT.text has for each page a line with # and its name, and below it a line for each
// line of the page; OUT.words the classes of each line's words; OUT.features has for each line one row of
// bytes: what the first trees see of it, or, where TREES are given, what the second see. Pages are UTF-8.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flat/choice.hpp"
#include "flat/features.hpp"
#include "flat/stacking.hpp"

namespace {

std::string bytes_of(const char* path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool is_given(const char* argument) {
    return std::string_view(argument) != "-";
}

void write(const press::ByteRows& rows, std::ostream& out) {
    for (std::size_t r = 0; r < rows.rows(); ++r)
        for (std::size_t c = 0; c < rows.columns(); ++c) out.put(static_cast<char>(*rows.at(r, c)));
}

void write_words(std::string_view line, std::ostream& out) {
    for (const auto& word : press::split_words(line)) out << press::WordWeights::class_of(word.hash) << ' ';
    out << '\n';
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 6) {
        std::cerr << "describe_lines FOLDER WORDS TREES OUT PAGE...\n";
        return 2;
    }
    const auto phrases = press::Phrases::of_folder(argv[1]);
    const auto weights = is_given(argv[2]) ? press::WordWeights(argv[2]) : press::WordWeights();
    std::optional<press::SymmetricTrees> trees;
    if (is_given(argv[3])) trees.emplace(argv[3], clean_flat::line_features);
    const std::string out = argv[4];
    std::ofstream text(out + ".text"), words(out + ".words"), features(out + ".features", std::ios::binary);
    clean_flat::LineSplitter splitter;
    clean_flat::Page page;
    clean_flat::Describer describer;
    clean_flat::StackedDescriber stacked;
    std::vector<std::uint8_t> levels;
    press::ByteRows rows;
    for (int at = 5; at < argc; ++at) {
        const auto bytes = bytes_of(argv[at]);
        splitter.split(bytes, phrases, weights, page);
        text << '#' << std::filesystem::path(argv[at]).stem().string() << '\n';
        for (const auto& measured : page.lines) {
            std::string line(measured.of(bytes));
            write_words(line, words);
            std::replace_if(
                line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
            text << '\t' << line << '\n';
        }
        if (trees) {
            clean_flat::find_levels(page, *trees, describer, rows, levels);
            stacked.read(page, levels);
            while (stacked.next(page, describer, rows)) write(rows, features);
        } else {
            describer.read(page);
            while (describer.next(page, rows)) write(rows, features);
        }
    }
    return text && words && features ? 0 : 1;
}
