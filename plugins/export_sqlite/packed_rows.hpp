// SPDX-License-Identifier: MIT
// Rows of one document, packed by a worker thread for the thread that writes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <quern/flat_tables.hpp>

namespace export_sqlite {

struct Cell {
    enum class Kind : std::uint8_t { null, integer, number, text };
    Kind kind = Kind::null;
    std::uint32_t size = 0;  // of a text
    union {
        std::int64_t integer = 0;
        double number;
        std::uint64_t at;  // where a text stands in the bytes
    };
};

// The rows of one table, cell after cell; texts stand in one string.
struct PackedTable {
    std::vector<Cell> cells;
    std::string bytes;

    std::string_view text(const Cell& cell) const { return {bytes.data() + cell.at, cell.size}; }
};

class PackedRows final : public quern::CellSink {
public:
    explicit PackedRows(std::size_t tables) : tables_(tables) {}

    const std::vector<PackedTable>& tables() const { return tables_; }

    void begin_table(std::size_t table, std::size_t cells) override;
    void null() override { ++next_; }
    void string(std::string_view value) override;
    void integer(std::int64_t value) override;
    void number(double value) override;
    void boolean(bool value) override { integer(value); }
    void end_row() override {}

private:
    std::vector<PackedTable> tables_;
    PackedTable* table_ = nullptr;
    Cell* next_ = nullptr;  // of the table's cells, which begin_table() makes
};

}  // namespace export_sqlite
