// SPDX-License-Identifier: MIT
// Reads what a run wrote, for tests of whole pipelines.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include <rapidjson/document.h>

namespace quern::testing {

// The documents of an export.json file, by id.
inline std::map<std::string, rapidjson::Document> read_ndjson(const std::filesystem::path& path) {
    std::map<std::string, rapidjson::Document> documents;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        rapidjson::Document document;
        document.Parse(line.data(), line.size());
        if (document.HasParseError()) throw std::runtime_error("not JSON: " + line.substr(0, 200));
        std::string id = document["id"].GetString();
        documents[id] = std::move(document);
    }
    return documents;
}

// Every run of white space, no-break spaces included, as one plain space.
inline std::string collapsed(std::string_view text) {
    std::string result;
    bool space = false;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t width = 0;
        if (std::string_view(" \t\r\n").find(text[i]) != std::string_view::npos) width = 1;
        if (text.substr(i, 2) == "\u00a0") width = 2;
        if (text.substr(i, 3) == "\u202f") width = 3;
        if (width) {
            space = true;
            i += width;
            continue;
        }
        if (space && !result.empty()) result += ' ';
        space = false;
        result += text[i++];
    }
    return result;
}

}  // namespace quern::testing
