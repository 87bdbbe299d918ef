// SPDX-License-Identifier: MIT
#include "packed_rows.hpp"

#include <fmt/format.h>

#include <quern/error.hpp>

namespace export_sqlite {

void PackedRows::begin_table(std::size_t table, std::size_t cells) {
    table_ = &tables_[table];
    table_->cells.reserve(cells);
}

void PackedRows::string(std::string_view value) {
    // SQLite's own limit for a row is 1,000,000,000 bytes; some are left for the other columns.
    constexpr std::size_t most = 900'000'000;
    if (value.size() > most)
        throw quern::Error(fmt::format("a text of {} bytes does not fit into an SQLite table", value.size()),
                           "write it with export.json, or leave it out with text: false");
    auto& cell = table_->cells.emplace_back();
    cell.kind = Cell::Kind::text;
    cell.size = static_cast<std::uint32_t>(value.size());
    cell.at = table_->bytes.size();
    table_->bytes += value;
}

void PackedRows::integer(std::int64_t value) {
    auto& cell = table_->cells.emplace_back();
    cell.kind = Cell::Kind::integer;
    cell.integer = value;
}

void PackedRows::number(double value) {
    auto& cell = table_->cells.emplace_back();
    cell.kind = Cell::Kind::number;
    cell.number = value;
}

}  // namespace export_sqlite
