// SPDX-License-Identifier: MIT
#include "line_cutter.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace read_json {

namespace {
constexpr std::size_t usual_size = 1 << 18;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}
}  // namespace

LineCutter::LineCutter(quern::InputFile file, std::uint64_t most)
    : file_(std::move(file)), most_(most), buffer_(usual_size) {}

bool LineCutter::refill() {
    if (at_end_) return false;
    const bool first = offset_ == 0 && end_ == 0;
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= std::exchange(begin_, 0);
    }
    // Grows for a long line, and goes back to its usual size behind it.
    if (end_ == buffer_.size())
        buffer_.resize(buffer_.size() * 2);
    else if (buffer_.size() > usual_size && end_ < usual_size / 2)
        std::vector<char>(buffer_.begin(), buffer_.begin() + usual_size).swap(buffer_);
    const auto wanted = buffer_.size() - end_;
    const auto got = file_.read(buffer_.data() + end_, wanted);
    at_end_ = got < wanted;
    end_ += got;
    if (first && left().starts_with(byte_order_mark)) take(byte_order_mark.size());
    return got > 0;
}

void LineCutter::take(std::size_t bytes) {
    begin_ += bytes;
    offset_ += bytes;
}

bool LineCutter::next(Line& line) {
    while (cut(line))
        if (line.size > line.bytes.size() || !is_blank(line.bytes)) return true;
    return false;
}

bool LineCutter::cut(Line& line) {
    std::size_t searched = 0;
    for (;;) {
        const auto bytes = left();
        const auto* found = static_cast<const char*>(
            bytes.empty() ? nullptr : std::memchr(bytes.data() + searched, '\n', bytes.size() - searched));
        if (found || (at_end_ && !bytes.empty())) {
            const auto size = found ? static_cast<std::size_t>(found - bytes.data()) : bytes.size();
            line = {bytes.substr(0, size), size, offset_, ++number_};
            if (size > most_) line.bytes = {};
            take(size + (found != nullptr));
            return true;
        }
        if (bytes.size() > most_) return pass_over(line), true;
        searched = bytes.size();
        if (!refill() && left().empty()) return false;
    }
}

// Takes a line that is too long to hold, a buffer at a time.
void LineCutter::pass_over(Line& line) {
    line = {{}, 0, offset_, ++number_};
    do {
        const auto bytes = left();
        const auto size = std::min(bytes.find('\n'), bytes.size());
        line.size += size;
        take(size);
        if (size < bytes.size()) return take(1);
    } while (refill());
}

std::string_view LineCutter::peek() {
    while (left().rfind('\n') == std::string_view::npos && left().size() <= most_ && refill()) {
    }
    const auto bytes = left();
    return at_end_ ? bytes : bytes.substr(0, bytes.rfind('\n') + 1);
}

}  // namespace read_json
