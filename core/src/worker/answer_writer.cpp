// SPDX-License-Identifier: MIT
#include "worker/answer_writer.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <memory_resource>

#include <quern/json.hpp>

namespace quern::host {

namespace {

// Marks the rows that were there before, in layers that get more: the stage sorts them among the new ones.
constexpr const char* before_column = "quern_was_there";

std::vector<SchemaPtr> schemas_of(const Access& access) {
    std::vector<SchemaPtr> all;
    for (const auto& use : access.uses) all.push_back(use.schema);
    return all;
}

bool is_written(LayerMode mode) {
    return mode == LayerMode::write || mode == LayerMode::write_if_absent || mode == LayerMode::append;
}

// By the rows' present numbers, those that they have for who reads the answer: first the rows that were there
// and are left, in their order, then the new ones.
std::vector<RowNumber> outer_numbers(const Layer& layer, ColumnId mark) {
    std::vector<RowNumber> out(layer.size());
    RowNumber next = 0;
    for (const bool fresh : {false, true})
        for (const auto row : layer)
            if (row.is_null(mark) == fresh) out[row.number()] = next++;
    return out;
}

using Numbers = AnswerWriter::Numbers;

RowNumber outer_number(RowNumber row, const std::string& layer, const Numbers& numbers) {
    const auto known = numbers.find(layer);
    return known != numbers.end() && row < known->second.size() ? known->second[row] : row;
}

void copy_cell(const Row& from, RowNumber to, Layer& layer, std::uint32_t index, const Numbers& numbers) {
    const ColumnId column{index};
    const auto& field = layer.schema().fields[index];
    const auto source = from.layer().find_column(field.name);
    if (!source || from.is_null(*source)) return;
    switch (field.type) {
        case Type::string:
            return layer.set(to, column, from.string(*source));
        case Type::integer:
            return layer.set(to, column, *from.integer(*source));
        case Type::number:
            return layer.set(to, column, *from.number(*source));
        case Type::boolean:
            return layer.set(to, column, *from.boolean(*source));
        case Type::span:
            return layer.set(to, column, *from.span(*source));
        case Type::reference:
            break;
    }
    layer.set_reference(to, column, outer_number(*from.reference(*source), field.target, numbers));
}

// The rows that are new, with references that the reader of the answer understands.
std::unique_ptr<Layer> new_rows(const Layer& layer, const SchemaPtr& schema, const Document& document,
                                std::pmr::memory_resource& arena, const Numbers& numbers) {
    auto out = std::make_unique<Layer>(schema, document.text(), arena);
    const auto number = layer.find_column(before_column);
    for (const auto row : layer) {
        if (number && !row.is_null(*number)) continue;
        const auto added = out->add(row.span());
        for (std::uint32_t i = 0; i < schema->fields.size(); ++i) copy_cell(row, added, *out, i, numbers);
    }
    return out;
}

// A cell, with a reference that the reader of the answer understands.
void append_value(std::string& to, const Row& row, ColumnId column, const Schema::Field& field,
                  const Numbers& numbers) {
    const auto type = field.type;
    if (row.is_null(column)) {
        to += "null";
    } else if (type == Type::string) {
        json::append_string(to, row.string(column));
    } else if (type == Type::integer) {
        json::append_integer(to, *row.integer(column));
    } else if (type == Type::number) {
        json::append_number(to, *row.number(column));
    } else if (type == Type::boolean) {
        to += *row.boolean(column) ? "true" : "false";
    } else if (type == Type::reference) {
        json::append_integer(to, outer_number(*row.reference(column), field.target, numbers));
    } else {
        const auto span = *row.span(column);
        to += '[';
        json::append_integer(to, span.begin);
        to += ',';
        json::append_integer(to, span.end);
        to += ']';
    }
}

}  // namespace

AnswerWriter::AnswerWriter(const Access& access)
    : access_(access), writer_(schemas_of(access), OffsetUnit::bytes, false) {}

void AnswerWriter::before(Document& document) {
    metadata_.assign(document.metadata.begin(), document.metadata.end());
    had_text_ = document.has_text();
    layers_.clear();
    for (const auto& layer : document.all_layers()) layers_.push_back(layer->name());
    for (const auto& use : access_.uses) {
        const auto* known = document.find_layer(use.schema->name);
        if (use.mode != LayerMode::append || !known) continue;
        auto wider = std::make_shared<Schema>(known->schema());
        wider->fields.push_back({before_column, Type::boolean, {}, {}});
        Layer& layer = document.make_layer(wider);
        const auto column = layer.column(before_column);
        for (RowNumber row = 0; row < layer.size(); ++row) layer.set(row, column, true);
    }
    document.finish_layers();
}

bool AnswerWriter::was_there(const std::string& layer) const {
    return std::find(layers_.begin(), layers_.end(), layer) != layers_.end();
}

std::string AnswerWriter::metadata_changes(const Document& document) const {
    std::string out;
    const auto change = [&](const std::string& name, std::string_view value) {
        out += out.empty() ? "" : ",";
        json::append_string(out, name);
        out += ':';
        json::append_string(out, value);
    };
    for (const auto& [name, value] : document.metadata)
        if (std::find(metadata_.begin(), metadata_.end(), Metadata::Entry(name, value)) == metadata_.end())
            change(name, value);
    for (const auto& [name, value] : metadata_)
        if (!document.metadata.has(name)) change(name, "");
    return out;
}

AnswerWriter::Numbers AnswerWriter::numbers(const Document& document) const {
    Numbers numbers;
    for (const auto& use : access_.uses)
        if (use.mode == LayerMode::append)
            if (const auto* layer = document.find_layer(use.schema->name))
                if (const auto mark = layer->find_column(before_column))
                    numbers[layer->name()] = outer_numbers(*layer, *mark);
    return numbers;
}

std::string AnswerWriter::layers(const Document& document, const Numbers& numbers) const {
    std::pmr::monotonic_buffer_resource arena;
    std::vector<std::unique_ptr<Layer>> copies;
    std::vector<const Layer*> written;
    for (const auto& use : access_.uses) {
        const auto* layer = document.find_layer(use.schema->name);
        if (!layer || !is_written(use.mode)) continue;
        if (use.mode == LayerMode::write_if_absent && was_there(use.schema->name)) continue;
        if (!numbers.empty()) {
            copies.push_back(new_rows(*layer, use.schema, document, arena, numbers));
            layer = copies.back().get();
        }
        written.push_back(layer);
    }
    return written.empty() ? "" : writer_.layers(document, written);
}

std::string AnswerWriter::columns(const Document& document, const Numbers& numbers) const {
    std::string out;
    for (const auto& use : access_.uses) {
        const auto* layer = document.find_layer(use.schema->name);
        // The columns of rows that are new are told with them.
        if (use.mode != LayerMode::extend || !layer || !was_there(use.schema->name)) continue;
        for (const auto& declared : access_.declared->layers) {
            if (declared.mode != LayerMode::extend || declared.schema->name != use.declared) continue;
            out += out.empty() ? "{" : ",";
            json::append_string(out, use.schema->name);
            out += ":{";
            for (const auto& field : declared.schema->fields) {
                const auto column = layer->find_column(field.name);
                if (!column) continue;
                if (out.back() != '{') out += ',';
                json::append_string(out, field.name);
                out += ":[";
                const auto mark = layer->find_column(before_column);
                for (const auto row : *layer) {
                    if (mark && row.is_null(*mark)) continue;
                    if (out.back() != '[') out += ',';
                    append_value(out, row, *column, field, numbers);
                }
                out += ']';
            }
            out += '}';
        }
    }
    return out.empty() ? out : out + "}";
}

std::string AnswerWriter::answer(const Document& document) const {
    std::string line = "{\"id\":";
    json::append_string(line, document.id);
    if (const auto& reason = document.dropped()) {
        line += ",\"drop\":";
        json::append_string(line, *reason);
        return line + "}\n";
    }
    if (document.has_text() && (!had_text_ || !document.origin().is_identity() ||
                                document.text().size() != document.source().size())) {
        line += ",\"text\":";
        json::append_string(line, document.text());
        line += ",\"origin\":\"" + compact(document.origin()) + "\"";
    }
    if (const auto changes = metadata_changes(document); !changes.empty())
        line += ",\"metadata\":{" + changes + "}";
    if (document.has_text()) {
        const auto numbers = this->numbers(document);
        if (const auto rows = layers(document, numbers); !rows.empty()) line += ",\"layers\":" + rows;
        if (const auto cells = columns(document, numbers); !cells.empty()) line += ",\"columns\":" + cells;
    }
    return line + "}\n";
}

}  // namespace quern::host
