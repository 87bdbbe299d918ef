// SPDX-License-Identifier: MIT
// The SQL that makes tables, views and indexes.
#pragma once

#include <string>
#include <vector>

#include <quern/flat_tables.hpp>

#include "database.hpp"

namespace export_sqlite {

// Makes the table with its keys; rows are stored in the order of the primary key, which is that of the
// corpus. Where the database has a table of that name, an Error unless its columns are the same.
void make_table(Database& database, const quern::FlatTable& table, const quern::FlatTables& all);

// The views and indexes that the tables allow, made where they do not exist: who_said_what over quotes,
// entity_counts over entities, each only where the layer has its standard columns.
std::vector<std::string> views_and_indexes(const quern::FlatTables& all);

// The shape of `runs`: one row for each run that wrote to the database.
const quern::FlatTable& runs_table();

}  // namespace export_sqlite
