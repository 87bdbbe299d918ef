// SPDX-License-Identifier: MIT
#include "csv_cells.hpp"

#include <charconv>

namespace export_csv {

namespace {

// Without a way out of the loop, so that the compiler looks at many bytes at once.
bool needs_quotes(std::string_view value) {
    unsigned found = 0;
    for (const char c : value)
        found |= static_cast<unsigned>(c == ',') | static_cast<unsigned>(c == '"') |
                 static_cast<unsigned>(c == '\n') | static_cast<unsigned>(c == '\r');
    return found != 0;
}

template <class Number>
void append_number(std::string& out, Number value) {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, static_cast<std::size_t>(end - digits));
}

}  // namespace

void append_field(std::string& out, std::string_view value) {
    if (!value.empty() && !needs_quotes(value)) {
        out += value;
        return;
    }
    out += '"';
    for (;;) {
        const auto mark = value.find('"');
        if (mark == std::string_view::npos) break;
        out += value.substr(0, mark + 1);
        out += '"';
        value.remove_prefix(mark + 1);
    }
    out += value;
    out += '"';
}

void CsvCells::begin_table(std::size_t table, std::size_t) {
    out_ = &texts_[table];
    first_ = true;
}
void CsvCells::string(std::string_view value) {
    separate();
    append_field(*out_, value);
}
void CsvCells::integer(std::int64_t value) {
    separate();
    append_number(*out_, value);
}
void CsvCells::number(double value) {
    separate();
    append_number(*out_, value);
}
void CsvCells::boolean(bool value) {
    separate();
    *out_ += value ? "true" : "false";
}
void CsvCells::end_row() {
    *out_ += "\r\n";
    first_ = true;
}

}  // namespace export_csv
