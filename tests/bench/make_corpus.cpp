// SPDX-License-Identifier: MIT
// make_corpus COUNT BYTES: that many generated articles of about that size, as NDJSON for read.json, on
// stdout.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "generated_news.hpp"

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: make_corpus COUNT BYTES\n", stderr);
        return 2;
    }
    const auto count = std::strtoul(argv[1], nullptr, 10), bytes = std::strtoul(argv[2], nullptr, 10);
    quern::testing::GeneratedNews news(1);
    for (unsigned long i = 0; i < count; ++i) {
        std::string line = "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"";
        for (const char c : news.article(bytes)) line += c == '\n' ? std::string("\\n") : std::string(1, c);
        line += "\"}\n";
        std::fwrite(line.data(), 1, line.size(), stdout);
    }
}
