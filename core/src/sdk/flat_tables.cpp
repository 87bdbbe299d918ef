// SPDX-License-Identifier: MIT
#include <quern/flat_tables.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "document/ascii.hpp"
#include "sdk/fixed_metadata.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

std::vector<FlatColumn> document_columns(bool with_text) {
    std::vector<FlatColumn> columns{{"document", Type::integer},
                                    {"id", Type::string},
                                    {"uri", Type::string},
                                    {"media_type", Type::string}};
    for (const auto name : fixed_metadata) columns.push_back({std::string(name), Type::string, true});
    columns.push_back({"metadata", Type::string, true});
    columns.push_back({"text_length", Type::integer});
    if (with_text) columns.push_back({"text", Type::string});
    return columns;
}

std::vector<FlatColumn> row_columns(const FlatTable& table) {
    DistinctNames names;
    std::vector<FlatColumn> columns;
    const auto add = [&](std::string_view name, Type type, bool nullable = false) {
        columns.push_back({names.add(name), type, nullable});
    };
    if (table.kind == FlatTable::Kind::layer) add("document", Type::integer);
    add("row", Type::integer);
    if (table.has_span()) {
        for (const auto* name : {"begin", "end", "source_begin", "source_end"}) add(name, Type::integer);
        add("text", Type::string);
    }
    for (const auto& field : table.schema->fields) {
        if (field.type == Type::span) {
            add(field.name + "_begin", Type::integer, true);
            add(field.name + "_end", Type::integer, true);
            add(field.name + "_text", Type::string, true);
        } else {
            add(field.name, field.type == Type::reference ? Type::integer : field.type, true);
        }
    }
    return columns;
}

}  // namespace

std::string DistinctNames::add(std::string_view wanted) {
    std::string clean(wanted.empty() ? std::string_view("_") : wanted);
    for (auto& c : clean)
        if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '_';
    if (lower(clean).starts_with("sqlite_")) clean.insert(0, 1, '_');  // SQLite keeps these for itself
    auto name = clean;
    for (int number = 2; std::find(taken_.begin(), taken_.end(), lower(name)) != taken_.end(); ++number)
        name = fmt::format("{}_{}", clean, number);
    taken_.push_back(lower(name));
    return name;
}

FlatTables::FlatTables(const OutputPlan& plan, const OutputOptions& options, bool with_text)
    : known_(plan.layers), unit_(options.unit()), with_text_(with_text) {
    DistinctNames names;
    tables_.push_back({FlatTable::Kind::documents, names.add("documents"), {}, document_columns(with_text)});
    names.add("runs");  // export.sqlite's own
    for (const auto& schema : options.chosen(plan.layers)) add(FlatTable::Kind::layer, schema, names);
    for (const auto& schema : plan.tables) add(FlatTable::Kind::corpus, schema, names);
    resolve_targets();
}

void FlatTables::add(FlatTable::Kind kind, const SchemaPtr& schema, DistinctNames& names) {
    FlatTable table{kind, names.add(schema->name), schema, {}};
    table.columns = row_columns(table);
    tables_.push_back(std::move(table));
}

void FlatTables::resolve_targets() {
    for (auto& table : tables_) {
        if (!table.schema) continue;
        // The attributes' columns stand last.
        auto column = table.columns.end();
        for (auto field = table.schema->fields.rbegin(); field != table.schema->fields.rend(); ++field) {
            column -= field->type == Type::span ? 3 : 1;
            if (field->type != Type::reference) continue;
            // A row's number means a row only together with its document's.
            const auto* target = find(field->target);
            if (field->target == "documents" && !target)
                column->target = tables_.front().name;
            else if (target && table.kind == FlatTable::Kind::layer)
                column->target = target->name;
        }
    }
}

const FlatTable* FlatTables::find(std::string_view name, FlatTable::Kind kind) const {
    for (const auto& table : tables_)
        if (table.kind == kind && table.schema && table.schema->name == name) return &table;
    return nullptr;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
