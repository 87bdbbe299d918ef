// SPDX-License-Identifier: MIT
// describe_pages FOLDER OUT PAGE...: writes what the scorer of blocks learns from. FOLDER has the phrases of
// debris. OUT.text has for each page a line with # and its name, and below it a line for each block;
// OUT.features has for each block one row of floats. Pages are UTF-8.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include "html/features.hpp"

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "describe_pages FOLDER OUT PAGE...\n";
        return 2;
    }
    const auto phrases = press::Phrases::of_folder(argv[1]);
    const std::string out = argv[2];
    std::ofstream text(out + ".text"), features(out + ".features", std::ios::binary);
    clean_html::PageReading page;
    std::vector<std::size_t> blocks;
    std::vector<float> rows;
    for (int i = 3; i < argc; ++i) {
        std::ifstream file(argv[i], std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(file)), {});
        page.read(bytes, phrases);
        blocks.resize(page.layout.blocks.size());
        std::iota(blocks.begin(), blocks.end(), std::size_t{0});
        clean_html::describe(page, blocks, rows, [&] {
            features.write(reinterpret_cast<const char*>(rows.data()),
                           static_cast<std::streamsize>(rows.size() * sizeof(float)));
        });
        text << '#' << std::filesystem::path(argv[i]).stem().string() << '\n';
        for (const auto& block : page.layout.blocks) {
            std::string line(page.layout.of(block));
            std::replace_if(
                line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
            text << '\t' << line << '\n';
        }
    }
    return text && features ? 0 : 1;
}
