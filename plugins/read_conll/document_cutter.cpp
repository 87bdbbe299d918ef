// SPDX-License-Identifier: MIT
#include "document_cutter.hpp"

#include <algorithm>
#include <utility>

namespace read_conll {

namespace {

constexpr std::size_t block_size = 1 << 16;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_docstart(std::string_view line) {
    return line.starts_with("-DOCSTART-");
}
bool is_newdoc(std::string_view line) {
    return line.starts_with("# newdoc");
}
bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r\n") == line.npos;
}

std::string id_of(std::string_view line) {
    const auto equals = line.find('=');
    if (!is_newdoc(line) || equals == line.npos) return {};
    line.remove_prefix(equals + 1);
    const auto first = line.find_first_not_of(" \t\r\n");
    if (first == line.npos) return {};
    return std::string(line.substr(first, line.find_last_not_of(" \t\r\n") - first + 1));
}

}  // namespace

DocumentCutter::DocumentCutter(quern::InputFile file, std::uint64_t most, std::uint64_t most_sentences)
    : file_(std::move(file)), most_(most), most_sentences_(most_sentences) {}

bool DocumentCutter::fill() {
    buffer_.resize(block_size);
    buffer_.resize(file_.read(buffer_.data(), block_size));
    at_ = 0;
    if (std::exchange(begun_, true) || !buffer_.starts_with(byte_order_mark)) return !buffer_.empty();
    at_ = offset_ = byte_order_mark.size();
    return at_ < buffer_.size() || fill();
}

// A line longer than a document may be is given in pieces.
bool DocumentCutter::next_line() {
    offset_ += line_.size();
    if (line_.empty() || line_.back() == '\n') ++number_;
    line_.clear();
    while (at_ < buffer_.size() || fill()) {
        const auto end = std::min(buffer_.find('\n', at_), buffer_.size() - 1) + 1;
        line_.append(buffer_, at_, end - at_);
        at_ = end;
        if (line_.back() == '\n' || line_.size() > most_) return true;
    }
    return !line_.empty();
}

bool DocumentCutter::next(Cut& cut) {
    cut = {};
    bool begun = false, in_sentence = false;
    std::uint64_t sentences = 0;
    for (;; line_taken_ = true) {
        if (line_taken_ && !next_line()) return begun;
        const bool mark = is_docstart(line_) || is_newdoc(line_);
        has_marks_ |= mark;
        line_taken_ = false;
        if (mark && begun) return true;
        if (!begun && is_blank(line_)) continue;
        if (is_full(sentences) && !has_marks_ && !is_blank(line_)) {
            is_cut_ = true;
            return true;
        }
        if (!begun) {
            begun = true;
            cut.offset = offset_;
            cut.line = number_;
            cut.id = id_of(line_);
        }
        cut.size += line_.size();
        if (cut.size > most_)
            cut.bytes.clear();
        else
            cut.bytes += line_;
        sentences += std::exchange(in_sentence, !is_blank(line_)) && !in_sentence;
    }
}

}  // namespace read_conll
