// SPDX-License-Identifier: MIT
// How documents become flat tables: the tables, columns and cells that export.csv and export.sqlite share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <quern/abi.hpp>
#include <quern/document.hpp>
#include <quern/output.hpp>
#include <quern/schema.hpp>
#include <quern/stage.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Names that differ from one another even where capitals do not count, and that are safe as names of files
// and of SQL tables: control characters and slashes become underscores, and a name that is taken gets a
// number.
class QUERN_API DistinctNames {
public:
    std::string add(std::string_view wanted);

private:
    std::vector<std::string> taken_;  // in lower case
};

struct FlatColumn {
    std::string name;
    Type type = Type::string;  // of the cells: string, integer, number or boolean
    bool nullable = false;
    std::string target{};  // for a reference: the table whose row it names; empty where that is not written
};

struct FlatTable {
    enum class Kind {
        documents,  // one row a document; key: document
        layer,      // rows of one layer of all documents; key: document, row
        corpus,     // a table over the corpus; key: row
    };
    Kind kind = Kind::documents;
    std::string name;
    SchemaPtr schema{};  // null for documents
    std::vector<FlatColumn> columns{};

    bool has_span() const { return kind == Kind::layer && schema->has_span; }
};

// Where the cells go: row by row, each row's cells in the order of the table's columns.
class QUERN_API CellSink {
public:
    virtual ~CellSink();
    // `table` is a position in FlatTables::tables(); `cells` is how many will come.
    virtual void begin_table(std::size_t table, std::size_t cells) = 0;
    virtual void null() = 0;
    virtual void string(std::string_view value) = 0;  // valid during the call
    virtual void integer(std::int64_t value) = 0;
    virtual void number(double value) = 0;
    virtual void boolean(bool value) = 0;
    virtual void end_row() = 0;
};

// The tables of one output: `documents`, then one a layer, then those over the corpus. Documents are numbered
// from 1 in the order of the corpus, rows from 0 in their layer; a reference is the row's number, and one to
// `documents` the document's. A span attribute x becomes x_begin, x_end and x_text.
class QUERN_API FlatTables {
public:
    FlatTables() = default;
    // `with_text`: documents has a last column `text`.
    FlatTables(const OutputPlan& plan, const OutputOptions& options, bool with_text);

    const std::vector<FlatTable>& tables() const { return tables_; }
    // The table made of that layer, or of that table over the corpus; null where it is not written.
    const FlatTable* find(std::string_view name, FlatTable::Kind kind = FlatTable::Kind::layer) const;

    // Documents are numbered on from there: for outputs that are appended to.
    void continue_after(std::uint64_t last_document) { last_document_ = last_document; }

    // All cells of a document. Safe to call from many threads. An Error where the document brings a layer, or
    // a column, that the plan does not know.
    void write(const Document& document, std::uint64_t number, CellSink& sink) const;
    // All cells of a table over the corpus, its rows numbered from `first_row`.
    void write(const Layer& corpus_table, std::uint64_t first_row, CellSink& sink) const;

private:
    void add(FlatTable::Kind kind, const SchemaPtr& schema, DistinctNames& names);
    void resolve_targets();
    void check(const Document& document) const;
    void write_document(const Document& document, std::uint64_t number, OffsetTranslator& offset,
                        CellSink& sink) const;
    void write_layer(const Document& document, const Layer& layer, std::size_t table, std::uint64_t number,
                     OffsetTranslator& offset, CellSink& sink) const;

    std::vector<FlatTable> tables_;
    std::vector<SchemaPtr> known_;  // every layer that documents may have, written or not
    OffsetUnit unit_ = OffsetUnit::code_points;
    bool with_text_ = false;
    std::uint64_t last_document_ = 0;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
