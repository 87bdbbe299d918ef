// SPDX-License-Identifier: MIT
#include "inference.hpp"

#include <algorithm>
#include <optional>

#include <quern/layers.hpp>
#include <quern/record.hpp>

namespace read_json {

using namespace quern;

namespace {

bool is_attribute(std::string_view name) {
    return std::find(std::begin(row_members), std::end(row_members), name) == std::end(row_members);
}

std::optional<Type> type_of(Value& value) {
    switch (value.type()) {
        case ValueType::string:
            return Type::string;
        case ValueType::boolean:
            return Type::boolean;
        case ValueType::number:
            return value.is_integer() ? Type::integer : Type::number;
        case ValueType::object:
            if (!value.find_field_unordered("begin").error() && !value.find_field_unordered("end").error())
                return Type::span;
            break;
        default:
            break;
    }
    return {};
}

}  // namespace

void Inference::look_at(std::string_view lines) {
    while (!lines.empty()) {
        const auto size = std::min(lines.find('\n'), lines.size());
        try {
            look_at_record(lines.substr(0, size));
        } catch (const simdjson::simdjson_error&) {
        }
        lines.remove_prefix(std::min(size + 1, lines.size()));
    }
}

void Inference::look_at_record(std::string_view line) {
    line_ = line;
    line_.reserve(line.size() + simdjson::SIMDJSON_PADDING);
    auto record = parser_.iterate(line_.data(), line_.size(), line_.capacity());
    for (auto field : record.find_field_unordered("layers").get_object()) {
        auto& schema = layer(field.unescaped_key());
        for (Value row : field.value().get_array())
            if (row.type() == ValueType::object) look_at_row(schema, row.get_object());
    }
}

void Inference::look_at_row(Schema& schema, simdjson::ondemand::object row) {
    for (auto field : row) {
        const std::string_view name = field.unescaped_key();
        if (!is_attribute(name)) continue;
        Value value = field.value();
        const auto type = type_of(value);
        if (!type) continue;
        const auto known = schema.find(name);
        if (!known)
            schema.fields.push_back({std::string(name), *type, {}, {}});
        else if (auto& field = schema.fields[*known];
                 field.type == Type::integer && field.summary.empty() && *type == Type::number)
            field.type = Type::number;  // a guess of an earlier row, not a standard attribute
    }
}

Schema& Inference::layer(std::string_view name) {
    for (auto& schema : layers_)
        if (schema.name == name) return schema;
    if (const auto* standard = layers::find_standard(name)) return layers_.emplace_back(*standard);
    auto& schema = layers_.emplace_back();
    schema.name = name;
    return schema;
}

std::vector<SchemaPtr> Inference::layers() const {
    std::vector<SchemaPtr> schemas;
    for (const auto& schema : layers_) schemas.push_back(std::make_shared<const Schema>(schema));
    return schemas;
}

}  // namespace read_json
