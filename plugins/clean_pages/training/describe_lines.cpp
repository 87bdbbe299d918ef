// SPDX-License-Identifier: MIT
// describe_lines PHRASES OUT PAGE...: writes what the scorer of lines learns from. OUT.text has
// for each page a line with # and its name, and below it a line for each line of the page; OUT.features has
// for each line one row of bytes. Pages are UTF-8.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "flat/features.hpp"

namespace {

std::string bytes_of(const char* path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "describe_lines PHRASES OUT PAGE...\n";
        return 2;
    }
    const press::Phrases phrases(argv[1]);
    const std::string out = argv[2];
    std::ofstream text(out + ".text"), features(out + ".features", std::ios::binary);
    clean_flat::LineSplitter splitter;
    clean_flat::Page page;
    clean_flat::Describer describer;
    press::ByteRows rows;
    for (int at = 3; at < argc; ++at) {
        const auto bytes = bytes_of(argv[at]);
        splitter.split(bytes, phrases, page);
        text << '#' << std::filesystem::path(argv[at]).stem().string() << '\n';
        for (std::size_t i = 0; i < page.lines.size(); ++i) {
            std::string line(page.lines[i].of(bytes));
            std::replace_if(
                line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
            text << '\t' << line << '\n';
        }
        describer.read(page);
        while (describer.next(page, rows))
            for (std::size_t r = 0; r < rows.rows(); ++r)
                for (std::size_t c = 0; c < clean_flat::line_features; ++c)
                    features.put(static_cast<char>(*rows.at(r, c)));
    }
    return text && features ? 0 : 1;
}
