// SPDX-License-Identifier: MIT
#include "worker/declared_layers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <quern/layers.hpp>

#include "pipeline/printable.hpp"

namespace quern::host {

namespace {

// A standard layer that is made has all of its columns.
bool makes_layer(LayerMode mode) {
    return mode == LayerMode::write || mode == LayerMode::write_if_absent || mode == LayerMode::append;
}

void read_type(const ConfigNode& node, Schema::Field& field, MapReader& reader) {
    constexpr std::string_view reference = "reference to ";
    const auto name = reader.value.text(node, field.name);
    if (!name) return;
    if (name->starts_with(reference)) {
        field.type = Type::reference;
        field.target = name->substr(reference.size());
    } else if (const auto type = type_from_string(*name); type && *type != Type::reference) {
        field.type = *type;
    } else {
        const std::vector<std::string> types{"string", "integer", "number", "boolean", "span"};
        const std::string near = nearest(*name, types);
        reader.error(node.mark, fmt::format("there is no type '{}' of a column", shown(*name)),
                     near.empty() ? "" : fmt::format("did you mean '{}'?", near),
                     {fmt::format("types: {}, reference to LAYER", fmt::join(types, ", "))});
    }
}

void read_column(const ConfigNode::Member& member, Schema& schema, MapReader& reader) {
    Schema::Field field;
    field.name = member.key;
    if (member.value->kind == ConfigNode::Kind::map)
        reader.walk(*member.value, fmt::format("the column '{}'", shown(member.key)),
                    {{"type", [&](const ConfigNode& it) { read_type(it, field, reader); }},
                     {"summary", [&](const ConfigNode& it) { reader.text(it, "summary", field.summary); }}});
    else
        read_type(*member.value, field, reader);
    // A column of a standard layer keeps its summary.
    const auto known = schema.find(field.name);
    if (!known) return schema.fields.push_back(std::move(field));
    if (field.summary.empty()) field.summary = schema.fields[*known].summary;
    schema.fields[*known] = std::move(field);
}

void read_map(const ConfigNode& node, std::string_view what, LayerMode mode, MapReader& reader,
              std::vector<WorkerFile::Layer>& layers) {
    reader.each(node, what, [&](const ConfigNode::Member& member) {
        WorkerFile::Layer layer;
        layer.mode = mode;
        const auto* standard = quern::layers::find_standard(member.key);
        if (standard && makes_layer(mode)) layer.schema = Schema(*standard);
        layer.schema.name = member.key;
        if (member.value->kind != ConfigNode::Kind::null)
            reader.walk(
                *member.value, fmt::format("the layer '{}'", shown(member.key)),
                {{"summary", [&](const ConfigNode& it) { reader.text(it, "summary", layer.schema.summary); }},
                 {"named_by", [&](const ConfigNode& it) { reader.text(it, "named_by", layer.named_by); }},
                 {"columns", [&](const ConfigNode& it) {
                      reader.each(it, "columns", [&](const ConfigNode::Member& its) {
                          read_column(its, layer.schema, reader);
                      });
                  }}});
        layers.push_back(std::move(layer));
    });
}

void read_names(const ConfigNode& node, std::string_view what, LayerMode mode, MapReader& reader,
                std::vector<WorkerFile::Layer>& layers) {
    std::vector<std::string> names;
    reader.texts(node, what, names);
    for (const auto& name : names) {
        WorkerFile::Layer layer;
        layer.mode = mode;
        // The columns are those that the layer has in the pipeline, whatever they are.
        if (const auto* standard = quern::layers::find_standard(name))
            layer.schema.summary = standard->summary;
        layer.schema.name = name;
        layers.push_back(std::move(layer));
    }
}

}  // namespace

void read_layers(const ConfigNode& node, std::string_view key, LayerMode mode, MapReader& reader,
                 std::vector<WorkerFile::Layer>& layers) {
    const bool read = mode == LayerMode::read || mode == LayerMode::read_optional;
    if (read && node.kind != ConfigNode::Kind::map)
        read_names(node, key, mode, reader, layers);
    else
        read_map(node, key, mode, reader, layers);
}

}  // namespace quern::host
