// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/flat_tables.hpp>
#include <quern/json.hpp>

#include "sdk/fixed_metadata.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

// Metadata without a column of its own, as one JSON object; empty where there is none.
std::string other_metadata(const Metadata& metadata) {
    std::string object;
    for (const auto& [name, value] : metadata) {
        if (is_fixed(name)) continue;
        object += object.empty() ? '{' : ',';
        json::append_string(object, name);
        object += ':';
        json::append_string(object, value);
    }
    if (!object.empty()) object += '}';
    return object;
}

void put_or_null(CellSink& sink, std::string_view value) {
    value.empty() ? sink.null() : sink.string(value);
}

// Writes the cells of one layer's rows; made once a layer, so that columns are looked up once.
class RowCells {
public:
    // Columns of `schema` that `layer` lacks (another stage would have added them) are null.
    RowCells(const Schema& schema, const Layer& layer, std::string_view text, OffsetTranslator& offset,
             std::uint64_t last_document)
        : layer_(layer), text_(text), offset_(offset), last_document_(last_document) {
        for (const auto& field : schema.fields)
            attributes_.push_back({field.type, field.target == "documents", layer.find_column(field.name)});
    }

    void write(RowNumber number, CellSink& sink) {
        const Row row = layer_[number];
        for (const auto& attribute : attributes_)
            if (!attribute.column || !write(row, attribute, sink))
                for (int i = attribute.type == Type::span ? 3 : 1; i > 0; --i) sink.null();
    }

private:
    struct Attribute {
        Type type;
        bool names_document;
        std::optional<ColumnId> column;
    };

    // False, and nothing written, where the value is null.
    bool write(const Row& row, const Attribute& attribute, CellSink& sink) {
        const auto column = *attribute.column;
        switch (attribute.type) {
            case Type::string: {
                const auto value = row.string(column);
                if (value.empty() && row.is_null(column)) return false;
                return sink.string(value), true;
            }
            case Type::integer:
                if (const auto value = row.integer(column)) return sink.integer(*value), true;
                return false;
            case Type::number:
                if (const auto value = row.number(column)) return sink.number(*value), true;
                return false;
            case Type::boolean:
                if (const auto value = row.boolean(column)) return sink.boolean(*value), true;
                return false;
            case Type::reference:
                if (const auto value = row.reference(column))
                    return sink.integer(static_cast<std::int64_t>(
                               *value + (attribute.names_document ? last_document_ : 0))),
                           true;
                return false;
            case Type::span:
                if (const auto value = row.span(column)) return write(*value, sink), true;
                return false;
        }
        return false;
    }

    void write(Span span, CellSink& sink) {
        const auto under = span.of(text_);
        sink.integer(offset_(span.begin));
        sink.integer(offset_(span.end));
        sink.string(under);
    }

    const Layer& layer_;
    std::string_view text_;
    OffsetTranslator& offset_;
    std::uint64_t last_document_;
    std::vector<Attribute> attributes_;
};

}  // namespace

CellSink::~CellSink() = default;

void FlatTables::check(const Document& document) const {
    for (const auto& layer : document.all_layers()) {
        const auto* schema = &layer->schema();
        const auto same = [&](const SchemaPtr& known) { return known->name == schema->name; };
        const auto known = std::find_if(known_.begin(), known_.end(), same);
        if (known == known_.end())
            throw Error(
                fmt::format("the document brings a layer '{}' that no stage and no input announced",
                            schema->name),
                "tables must be known before the first document; name the layer in the input's schema file");
        if (known->get() == schema) continue;
        for (const auto& field : schema->fields)
            if (!(*known)->find(field.name))
                throw Error(
                    fmt::format("the document's layer {} has a column '{}' that no stage and no input "
                                "announced",
                                schema->name, field.name),
                    "tables must be known before the first document; name the column in the input's "
                    "schema file");
    }
}

void FlatTables::write(const Document& document, std::uint64_t number, CellSink& sink) const {
    check(document);
    OffsetTranslator offset(document.text(), unit_);
    number += last_document_;
    write_document(document, number, offset, sink);
    for (std::size_t i = 1; i < tables_.size(); ++i) {
        if (tables_[i].kind != FlatTable::Kind::layer) continue;
        const auto* layer = document.find_layer(tables_[i].schema->name);
        if (layer && !layer->empty()) write_layer(document, *layer, i, number, offset, sink);
    }
}

void FlatTables::write_document(const Document& document, std::uint64_t number, OffsetTranslator& offset,
                                CellSink& sink) const {
    sink.begin_table(0, tables_.front().columns.size());
    sink.integer(static_cast<std::int64_t>(number));
    sink.string(document.id);
    sink.string(document.uri);
    sink.string(document.media_type);
    for (const auto name : fixed_metadata) put_or_null(sink, document.metadata.get(name));
    put_or_null(sink, other_metadata(document.metadata));
    sink.integer(offset(static_cast<std::uint32_t>(document.text().size())));
    if (with_text_) sink.string(document.text());
    sink.end_row();
}

void FlatTables::write_layer(const Document& document, const Layer& layer, std::size_t index,
                             std::uint64_t number, OffsetTranslator& offset, CellSink& sink) const {
    const auto& table = tables_[index];
    RowCells cells(*table.schema, layer, document.text(), offset, last_document_);
    const bool spans = table.has_span();
    sink.begin_table(index, layer.size() * table.columns.size());
    for (RowNumber row = 0; row < layer.size(); ++row) {
        sink.integer(static_cast<std::int64_t>(number));
        sink.integer(row);
        if (spans) {
            const auto span = layer.span(row);
            const auto source = document.source_span(span);
            sink.integer(offset(span.begin));
            sink.integer(offset(span.end));
            sink.integer(source.begin);
            sink.integer(source.end);
            sink.string(layer.text(row));
        }
        cells.write(row, sink);
        sink.end_row();
    }
}

void FlatTables::write(const Layer& corpus_table, std::uint64_t first_row, CellSink& sink) const {
    const auto* table = find(corpus_table.name(), FlatTable::Kind::corpus);
    if (!table) throw Error(fmt::format("no stage announced the table '{}'", corpus_table.name()));
    OffsetTranslator offset({}, unit_);
    RowCells cells(*table->schema, corpus_table, {}, offset, last_document_);
    sink.begin_table(static_cast<std::size_t>(table - tables_.data()),
                     corpus_table.size() * table->columns.size());
    for (RowNumber row = 0; row < corpus_table.size(); ++row) {
        sink.integer(static_cast<std::int64_t>(first_row + row));
        cells.write(row, sink);
        sink.end_row();
    }
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
