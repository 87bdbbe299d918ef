// SPDX-License-Identifier: MIT
#include <rapidjson/prettywriter.h>

#include "plugin/declaration_names.hpp"
#include "plugin/describe.hpp"
#include "plugin/json_values.hpp"

namespace quern::host {
namespace {

class JsonWriter : JsonValues<rapidjson::PrettyWriter<rapidjson::StringBuffer>> {
public:
    JsonWriter() { json_.SetIndent(' ', 2); }

    void write(const Description& stage);
    void write(const std::vector<Description>& stages) {
        array(stages, [&](const Description& stage) { write(stage); });
    }
    std::string result() const { return written() + "\n"; }

private:
    void option(const Option& option);
    void schema_members(const Schema& schema);
    void layer(const LayerUse& use);
};

void JsonWriter::option(const Option& option) {
    json_.StartObject();
    member("name", option.name);
    member("type", option.type_name());
    member("summary", option.summary);
    member("required", option.is_required);
    key("default");
    std::visit([&](const auto* target) { value(*target); }, option.target);
    if (option.least) member("minimum", *option.least);
    if (option.most) member("maximum", *option.most);
    if (!option.choices.empty()) member("choices", option.choices);
    if (option.layer_names) member("names_layers", true);
    if (option.is_path()) member("path", path_name(option.path_kind));
    text("example", option.example_value);
    json_.EndObject();
}

void JsonWriter::schema_members(const Schema& schema) {
    member("name", schema.name);
    member("summary", schema.summary);
    member("has_span", schema.has_span);
    key("columns");
    array(schema.fields, [&](const Schema::Field& field) {
        json_.StartObject();
        member("name", field.name);
        member("type", to_string(field.type));
        member("summary", field.summary);
        text("target", field.target);
        json_.EndObject();
    });
}

void JsonWriter::layer(const LayerUse& use) {
    json_.StartObject();
    member("use", mode_name(use.mode));
    schema_members(*use.schema);
    text("named_by", use.name_option);
    json_.EndObject();
}

void JsonWriter::write(const Description& stage) {
    const auto& content = stage.content();
    json_.StartObject();
    member("name", stage.offer->name);
    member("kind", to_string(stage.offer->kind));
    member("file", stage.offer->file);
    member("version", stage.offer->version);
    text("problem", stage.problem);
    member("summary", content.summary);
    member("details", content.details);
    key("options");
    array(content.options, [&](const Option& item) { option(item); });
    key("layers");
    array(content.layers, [&](const LayerUse& item) { layer(item); });
    member("brings_layers", content.brings_layers);
    key("tables");
    array(content.tables, [&](const SchemaPtr& table) {
        json_.StartObject();
        schema_members(*table);
        json_.EndObject();
    });
    member("media_types", content.media_types);
    member("metadata_read", content.metadata_read);
    member("metadata_written", content.metadata_written);
    member("builds_text", content.builds_text);
    member("edits_text", content.edits_text);
    key("examples");
    array(content.examples, [&](const Declaration::Example& example) {
        json_.StartObject();
        text("about", example.about);
        member("yaml", example.yaml);
        json_.EndObject();
    });
    json_.EndObject();
}

}  // namespace

std::string to_json(const Description& stage) {
    JsonWriter writer;
    writer.write(stage);
    return writer.result();
}

std::string to_json(const std::vector<Description>& stages) {
    JsonWriter writer;
    writer.write(stages);
    return writer.result();
}

}  // namespace quern::host
