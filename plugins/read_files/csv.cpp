// SPDX-License-Identifier: MIT
#include "csv.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <quern/error.hpp>

namespace read_files {

void CsvReader::fail(std::string_view what) const {
    throw quern::Error(
        fmt::format("line {}: {}", row_line_, what),
        "fields with commas, quotation marks or line breaks stand in quotation marks, and a mark inside "
        "them is doubled");
}

bool CsvReader::next(std::vector<std::string>& fields) {
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) line_ += text_[at_++] == '\n';
    fields.clear();
    row_line_ = line_;
    if (at_ == text_.size()) return false;
    for (;;) {
        fields.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted() : bare());
        if (at_ == text_.size()) return true;
        const char stop = text_[at_++];
        if (stop == ',') continue;
        if (stop == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
        ++line_;
        return true;
    }
}

std::string CsvReader::bare() {
    const auto end = std::min(text_.find_first_of(",\r\n\"", at_), text_.size());
    if (end < text_.size() && text_[end] == '"') fail("a quotation mark in the middle of a field");
    const auto field = text_.substr(at_, end - at_);
    at_ = end;
    return std::string(field);
}

std::string CsvReader::quoted() {
    std::string field;
    for (++at_;; ++at_) {
        const auto end = text_.find('"', at_);
        if (end == std::string_view::npos) fail("a quotation mark is not closed");
        const auto part = text_.substr(at_, end - at_);
        line_ += static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
        field += part;
        at_ = end + 1;
        if (at_ == text_.size() || text_[at_] != '"') break;
        field += '"';
    }
    if (at_ < text_.size() && std::string_view(",\r\n").find(text_[at_]) == std::string_view::npos)
        fail("something stands behind a closing quotation mark");
    return field;
}

}  // namespace read_files
