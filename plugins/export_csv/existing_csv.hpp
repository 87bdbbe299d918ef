// SPDX-License-Identifier: MIT
// What a CSV file of an earlier run holds, as far as appending to it needs to know.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace export_csv {

struct ExistingCsv {
    std::string header;  // the first record as it stands, without its line end
    std::optional<std::uint64_t>
        greatest;           // of the numbers in the first column; nothing where there are no records
    bool ends_line = true;  // the last record has its line end
};

// Reads the file, compressed or not, from end to end. An Error where it cannot be read or a quotation mark
// stays open.
ExistingCsv read_existing(const std::filesystem::path& path);

}  // namespace export_csv
