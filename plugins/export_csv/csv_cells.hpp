// SPDX-License-Identifier: MIT
// Cells as RFC 4180 has them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <quern/flat_tables.hpp>

namespace export_csv {

// Appends one field. Null is an empty field and an empty string a pair of quotes, so that the two can be told
// apart.
void append_field(std::string& out, std::string_view value);

// Records of several tables, each in a string of its own.
class CsvCells final : public quern::CellSink {
public:
    explicit CsvCells(std::size_t tables) : texts_(tables) {}

    const std::vector<std::string>& texts() const { return texts_; }

    void begin_table(std::size_t table, std::size_t rows) override;
    void null() override { separate(); }
    void string(std::string_view value) override;
    void integer(std::int64_t value) override;
    void number(double value) override;
    void boolean(bool value) override;
    void end_row() override;

private:
    void separate() {
        if (!first_) *out_ += ',';
        first_ = false;
    }

    std::vector<std::string> texts_;
    std::string* out_ = nullptr;
    bool first_ = true;
};

}  // namespace export_csv
