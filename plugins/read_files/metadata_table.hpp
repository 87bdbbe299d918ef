// SPDX-License-Identifier: MIT
// Metadata of documents from a CSV file with a column `id`.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <quern/document.hpp>

namespace read_files {

class MetadataTable {
public:
    // Throws an Error with file and line.
    explicit MetadataTable(const std::filesystem::path& file);

    // Sets what the row of that id says; empty fields say nothing.
    void join(std::string_view id, quern::Metadata& metadata) const;

    // Notes that there is a document of that id.
    void note(const std::string& id);
    // What those notes come to: ids without a document, documents without a row.
    std::vector<std::string> remarks() const;

private:
    struct Row {
        std::vector<std::string> fields;
        std::size_t line;
        bool found = false;
    };
    void read(std::string_view text);

    std::filesystem::path file_;
    std::vector<std::string> names_;
    std::size_t id_column_ = 0;
    std::unordered_map<std::string, std::size_t> numbers_;  // of rows, by id
    std::vector<Row> rows_;
    std::size_t documents_ = 0, without_row_ = 0;
};

}  // namespace read_files
