// SPDX-License-Identifier: MIT
// What the tests of cleaners look at.
#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <quern/document.hpp>
#include <sstream>
#include <string>

namespace quern::testing {

// "heading: Title|paragraph: Text|…"
inline std::string blocks_of(const Document& document) {
    std::string all;
    if (const auto* layer = document.find_layer("blocks"))
        for (const auto row : *layer) {
            if (!all.empty()) all += '|';
            all += std::string(row.string("kind")) + ": " + std::string(row.text());
        }
    return all;
}

// Every byte of the text is accounted for, in order, and what is called copied equals the bytes of the
// source.
inline void check_origin(const Document& document) {
    std::uint32_t text_end = 0, source_end = 0;
    for (const auto& piece : document.origin().pieces()) {
        REQUIRE(piece.text.begin == text_end);
        REQUIRE(piece.source.begin >= source_end);
        REQUIRE(piece.source.end <= document.source().size());
        if (piece.kind == OffsetMap::Kind::copied)
            REQUIRE(piece.text.of(document.text()) == piece.source.of(document.source()));
        text_end = piece.text.end;
        source_end = piece.source.end;
    }
    REQUIRE(text_end == document.text().size());
}

inline std::string file_bytes(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

}  // namespace quern::testing
