// SPDX-License-Identifier: MIT
// Reads CSV as RFC 4180 has it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace read_files {

// Fields stand between commas, in quotation marks where they hold commas, marks (doubled) or line breaks.
// Lines may end in \n or \r\n. The text must outlive the reader.
class CsvReader {
public:
    explicit CsvReader(std::string_view text) : text_(text) {}

    // The next row; false at the end. Empty lines are passed over. Throws an Error that says what is wrong.
    bool next(std::vector<std::string>& fields);
    // The line on which that row begins, from 1.
    std::size_t line() const { return row_line_; }

private:
    std::string quoted();
    std::string bare();
    [[noreturn]] void fail(std::string_view what) const;

    std::string_view text_;
    std::size_t at_ = 0, line_ = 1, row_line_ = 1;
};

}  // namespace read_files
