// SPDX-License-Identifier: MIT
#include "table_writer.hpp"

namespace export_sqlite {

namespace {

std::string insert_sql(const quern::FlatTable& table, std::size_t rows) {
    std::string row = "(?";
    for (std::size_t i = 1; i < table.columns.size(); ++i) row += ",?";
    row += ')';
    auto sql = "INSERT INTO " + quote_name(table.name) + " VALUES " + row;
    for (std::size_t i = 1; i < rows; ++i) sql += ',' + row;
    return sql;
}

}  // namespace

TableWriter::TableWriter(Database& database, const quern::FlatTable& table)
    : columns_(table.columns.size()),
      many_(database, insert_sql(table, group)),
      one_(database, insert_sql(table, 1)) {}

void TableWriter::write(const PackedTable& rows) {
    const auto count = rows.cells.size();
    std::size_t at = 0;
    for (; at + group * columns_ <= count; at += group * columns_) insert(many_, rows, at, group * columns_);
    for (; at < count; at += columns_) insert(one_, rows, at, columns_);
}

void TableWriter::insert(Statement& statement, const PackedTable& rows, std::size_t first,
                         std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const auto& cell = rows.cells[first + i];
        const auto parameter = static_cast<int>(i) + 1;
        switch (cell.kind) {
            case Cell::Kind::null:
                statement.bind_null(parameter);
                break;
            case Cell::Kind::integer:
                statement.bind(parameter, cell.integer);
                break;
            case Cell::Kind::number:
                statement.bind(parameter, cell.number);
                break;
            case Cell::Kind::text:
                statement.bind(parameter, rows.text(cell));
                break;
        }
    }
    statement.run();
}

}  // namespace export_sqlite
