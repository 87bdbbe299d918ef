// SPDX-License-Identifier: MIT
#include "packed_rows.hpp"

#include <fmt/format.h>

#include <quern/error.hpp>

namespace export_sqlite {

void PackedRows::begin_table(std::size_t table, std::size_t cells) {
    table_ = &tables_[table];
    table_->cells.resize(cells);
    next_ = table_->cells.data();
}

void PackedRows::string(std::string_view value) {
    // SQLite's own limit for a row is 1,000,000,000 bytes; some are left for the other columns.
    constexpr std::size_t most = 900'000'000;
    if (value.size() > most)
        throw quern::Error(fmt::format("a text of {} bytes does not fit into an SQLite table", value.size()),
                           "write it with export.json, or leave it out with text: false");
    next_->kind = Cell::Kind::text;
    next_->size = static_cast<std::uint32_t>(value.size());
    next_->at = table_->bytes.size();
    table_->bytes += value;
    ++next_;
}

void PackedRows::integer(std::int64_t value) {
    next_->kind = Cell::Kind::integer;
    next_->integer = value;
    ++next_;
}

void PackedRows::number(double value) {
    next_->kind = Cell::Kind::number;
    next_->number = value;
    ++next_;
}

}  // namespace export_sqlite
