// SPDX-License-Identifier: MIT
#include "ddl.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/layers.hpp>

namespace export_sqlite {

namespace {

using quern::FlatTable;
using quern::FlatTables;

const char* sql_type(quern::Type type) {
    switch (type) {
        case quern::Type::integer:
            return "INTEGER";
        case quern::Type::number:
            return "REAL";
        case quern::Type::boolean:
            return "BOOLEAN";
        default:
            return "TEXT";
    }
}

// The table of a standard layer, or null where it is not written or lacks a standard column.
const FlatTable* standard_table(const FlatTables& all, const quern::LayerSchema& layer) {
    const auto* table = all.find(layer.name);
    if (!table || !table->has_span()) return nullptr;
    for (const auto& column : layer.columns) {
        const auto found = table->schema->find(column.name);
        if (!found || table->schema->fields[*found].type != column.type) return nullptr;
    }
    return table;
}

std::string who_said_what(const FlatTable& quotes, const FlatTable* entities) {
    const std::string label = entities ? "e.label AS speaker_label, e.\"key\" AS speaker_key, " : "";
    const std::string join = entities ? fmt::format(
                                            " LEFT JOIN {} e ON e.document = q.document AND "
                                            "e.\"row\" = q.speaker_entity",
                                            quote_name(entities->name))
                                      : "";
    return fmt::format(
        "SELECT d.document, d.id, d.title, d.site, d.published, q.speaker_name AS speaker, q.speaker_kind, {}"
        "q.speaker_text AS mention, q.cue_text AS cue, q.text AS quote, q.kind, q.quotation, q.\"row\", "
        "q.\"begin\", q.\"end\", q.source_begin, q.source_end, d.uri FROM {} q JOIN documents d ON d.document = q.document{} "
        "ORDER BY q.document, q.\"row\"",
        label, quote_name(quotes.name), join);
}

// Mentions are of one entity where their keys are the same, or without keys their names but for case; it goes
// by its most frequent name.
std::string entity_counts(const FlatTable& entities) {
    return fmt::format(
        "WITH mentions AS (SELECT document, label, coalesce(name, text) AS name, "
        "coalesce(\"key\", lower(coalesce(name, text))) AS entity FROM {}), "
        "names AS (SELECT entity, label, name, row_number() OVER (PARTITION BY entity, label "
        "ORDER BY count(*) DESC, name = upper(name), name) AS place FROM mentions GROUP BY entity, label, name) "
        "SELECT n.name, n.label, count(*) AS mentions, count(DISTINCT m.document) AS documents "
        "FROM mentions m JOIN names n ON n.entity = m.entity AND n.label IS m.label AND n.place = 1 "
        "GROUP BY n.entity, n.label ORDER BY mentions DESC, 1, 2",
        quote_name(entities.name));
}

std::string create_table(const FlatTable& table, const FlatTables& all) {
    const auto& documents = all.tables().front().name;
    std::string columns, keys;
    for (const auto& column : table.columns) {
        const bool number = &column == &table.columns.front() && table.kind != FlatTable::Kind::layer;
        columns += fmt::format("{}{} {}{}", columns.empty() ? "" : ", ", quote_name(column.name),
                               sql_type(column.type),
                               number            ? " PRIMARY KEY"
                               : column.nullable ? ""
                                                 : " NOT NULL");
        if (column.target == documents)
            keys += fmt::format(", FOREIGN KEY ({}) REFERENCES {} (document)", quote_name(column.name),
                                documents);
        else if (!column.target.empty())
            keys += fmt::format(", FOREIGN KEY (document, {}) REFERENCES {} (document, \"row\")",
                                quote_name(column.name), quote_name(column.target));
    }
    if (table.kind != FlatTable::Kind::layer)
        return fmt::format("CREATE TABLE {} ({}{})", quote_name(table.name), columns, keys);
    return fmt::format(
        "CREATE TABLE {} ({}, PRIMARY KEY (document, \"row\"), FOREIGN KEY (document) REFERENCES {} "
        "(document){}) "
        "WITHOUT ROWID",
        quote_name(table.name), columns, documents, keys);
}

std::string columns_of(Database& database, const std::string& table) {
    Statement query(database, "SELECT name FROM pragma_table_info(?)");
    query.bind(1, table);
    std::string columns;
    while (query.next()) columns += (columns.empty() ? "" : ", ") + query.text(0);
    return columns;
}

std::string columns_of(const FlatTable& table) {
    std::string columns;
    for (const auto& column : table.columns) columns += (columns.empty() ? "" : ", ") + column.name;
    return columns;
}

}  // namespace

void make_table(Database& database, const FlatTable& table, const FlatTables& all) {
    const auto there = columns_of(database, table.name);
    if (there.empty()) return database.execute(create_table(table, all));
    const auto wanted = columns_of(table);
    if (there != wanted)
        throw quern::Error(fmt::format("cannot append to {}: its table {} has other columns\n  there:    {}\n"
                                       "  this run: {}",
                                       database.shown(), table.name, there, wanted),
                           "write to another database, or set if_exists to replace");
}

std::vector<std::string> views_and_indexes(const FlatTables& all) {
    const auto* quotes = standard_table(all, quern::layers::quotes);
    const auto* entities = standard_table(all, quern::layers::entities);
    quern::DistinctNames names;
    for (const auto& table : all.tables()) names.add(table.name);
    std::vector<std::string> sql{"CREATE INDEX IF NOT EXISTS documents_id ON documents (id)"};
    const auto view = [&](const char* name, const std::string& select) {
        sql.push_back(fmt::format("CREATE VIEW IF NOT EXISTS {} AS {}", quote_name(names.add(name)), select));
    };
    if (quotes) view("who_said_what", who_said_what(*quotes, entities));
    if (entities) view("entity_counts", entity_counts(*entities));
    return sql;
}

const FlatTable& runs_table() {
    using quern::Type;
    static const FlatTable table{FlatTable::Kind::corpus,
                                 "runs",
                                 nullptr,
                                 {{"run", Type::integer},
                                  {"pipeline_file", Type::string},
                                  {"pipeline", Type::string},
                                  {"versions", Type::string},
                                  {"offsets", Type::string},
                                  {"started", Type::string},
                                  {"ended", Type::string},
                                  {"documents_read", Type::integer},
                                  {"documents_exported", Type::integer},
                                  {"documents_dropped", Type::integer},
                                  {"documents_quarantined", Type::integer},
                                  {"documents_skipped", Type::integer},
                                  {"rows", Type::string},
                                  {"first_document", Type::integer, true},
                                  {"last_document", Type::integer, true}}};
    return table;
}

}  // namespace export_sqlite
