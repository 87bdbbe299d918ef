// SPDX-License-Identifier: MIT
// Cuts a file into lines with bounded memory.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <quern/input.hpp>

namespace read_json {

struct Line {
    std::string_view bytes;  // without the line break; valid until the next call; empty when too long to hold
    std::uint64_t size = 0;  // of the line, held or not
    std::uint64_t offset = 0;  // in the file, decompressed
    std::uint64_t number = 0;  // from 1
};

// Lines longer than `most` bytes are passed over without being stored.
class LineCutter {
public:
    LineCutter(quern::InputFile file, std::uint64_t most);

    // The next line that holds more than white space; false at the end. Throws what reading throws.
    bool next(Line& line);

    // The complete lines at the beginning of the file, without taking them: some hundred kilobytes, or one
    // line.
    std::string_view peek();

private:
    bool refill();  // reads more behind what is left; false at the end of the file
    bool cut(Line& line);
    void pass_over(Line& line);
    std::string_view left() const { return {buffer_.data() + begin_, end_ - begin_}; }
    void take(std::size_t bytes);

    quern::InputFile file_;
    std::uint64_t most_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0, end_ = 0;  // of what is read and not yet taken
    bool at_end_ = false;
    std::uint64_t offset_ = 0;  // in the file, of begin_
    std::uint64_t number_ = 0;  // lines taken
};

}  // namespace read_json
