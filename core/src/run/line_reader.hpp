// SPDX-License-Identifier: MIT
// The lines of a file, compressed or not.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include <quern/input.hpp>

namespace quern::host {

class LineReader {
public:
    // Throws an Error where the file cannot be opened; next() where it cannot be read.
    explicit LineReader(const std::filesystem::path& path) : file_(path) {}

    // The next line, without its line break; false at the end.
    bool next(std::string& line);

private:
    bool fill();

    InputFile file_;
    std::string buffer_;
    std::size_t at_ = 0;  // in the buffer, where the next line begins
};

}  // namespace quern::host
