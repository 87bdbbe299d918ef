// SPDX-License-Identifier: MIT
// Reads files of names: one a line, or CSV or TSV with a header.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace tag_gazetteer {

// One name of a list. The views are valid during the call that hands the name over.
struct ListedName {
    std::string_view name, label, key;
    std::uint32_t line = 0;  // from 1
};

// Hands every name of the file to `use`, in order. A file that ends in .csv or .tsv has a header with a
// column `name` and perhaps `label` and `key`; any other is a plain list. Empty lines, and lines that begin
// with #, are passed over
// (\# stands for a name's own #). An Error names file and line: unreadable files, bytes that are no UTF-8,
// NUL bytes, a header without `name`, an open quotation mark. What is odd but harmless goes to `warn`.
void read_names(const std::filesystem::path& file, const std::function<void(const ListedName&)>& use,
                const std::function<void(const std::string&)>& warn);

}  // namespace tag_gazetteer
