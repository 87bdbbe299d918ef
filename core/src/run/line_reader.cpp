// SPDX-License-Identifier: MIT
#include "run/line_reader.hpp"

#include <fmt/format.h>

#include <quern/error.hpp>

namespace quern::host {

namespace {

constexpr std::size_t block_size = 1 << 16;
constexpr std::size_t longest_line = 64 << 20;  // more is no file of lines

}  // namespace

bool LineReader::fill() {
    buffer_.resize(block_size);
    buffer_.resize(file_.read(buffer_.data(), block_size));
    at_ = 0;
    return !buffer_.empty();
}

bool LineReader::next(std::string& line) {
    line.clear();
    while (at_ < buffer_.size() || fill()) {
        const auto end = buffer_.find('\n', at_);
        if (end != std::string::npos) {
            line.append(buffer_, at_, end - at_);
            at_ = end + 1;
            return true;
        }
        line.append(buffer_, at_);
        at_ = buffer_.size();
        if (line.size() > longest_line)
            throw Error(fmt::format("a line has more than {} bytes", longest_line));
    }
    return !line.empty();
}

}  // namespace quern::host
