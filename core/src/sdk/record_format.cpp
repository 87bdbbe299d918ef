// SPDX-License-Identifier: MIT
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/input.hpp>
#include <quern/record.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;
using Value = rapidjson::Value;

void write_text(Writer& writer, std::string_view name, std::string_view value) {
    writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void write_schema(Writer& writer, const Schema& schema) {
    writer.StartObject();
    write_text(writer, "name", schema.name);
    write_text(writer, "summary", schema.summary);
    writer.Key("attributes");
    writer.StartArray();
    for (const auto& field : schema.fields) {
        writer.StartObject();
        write_text(writer, "name", field.name);
        write_text(writer, "type", to_string(field.type));
        if (field.type == Type::reference) write_text(writer, "target", field.target);
        write_text(writer, "summary", field.summary);
        writer.EndObject();
    }
    writer.EndArray();
    writer.EndObject();
}

void write_schemas(Writer& writer, const char* name, const std::vector<SchemaPtr>& schemas) {
    writer.Key(name);
    writer.StartArray();
    for (const auto& schema : schemas) write_schema(writer, *schema);
    writer.EndArray();
}

const Value* member(const Value& object, const char* name) {
    if (!object.IsObject()) throw Error(fmt::format("an object with the member '{}' was expected", name));
    const auto found = object.FindMember(name);
    return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string text_of(const Value& object, const char* name, bool needed = true) {
    const auto* value = member(object, name);
    if (!value && !needed) return {};
    if (!value || !value->IsString()) throw Error(fmt::format("the member '{}' must be a text", name));
    return {value->GetString(), value->GetStringLength()};
}

// Calls `use` with each value of a list; a missing list is an empty one.
template <class Use>
void for_each(const Value& object, const char* name, Use use) {
    const auto* list = member(object, name);
    if (!list) return;
    if (!list->IsArray()) throw Error(fmt::format("the member '{}' must be a list", name));
    for (const auto& value : list->GetArray()) use(value);
}

Schema::Field read_field(const Value& value) {
    Schema::Field field;
    field.name = text_of(value, "name");
    const auto type = text_of(value, "type");
    const auto known = type_from_string(type);
    if (!known) throw Error(fmt::format("the attribute '{}' has the unknown type '{}'", field.name, type));
    field.type = *known;
    field.target = text_of(value, "target", field.type == Type::reference);
    field.summary = text_of(value, "summary", false);
    return field;
}

std::vector<SchemaPtr> read_schemas(const Value& object, const char* name, bool has_span) {
    std::vector<SchemaPtr> schemas;
    for_each(object, name, [&](const Value& value) {
        auto schema = std::make_shared<Schema>();
        schema->name = text_of(value, "name");
        schema->summary = text_of(value, "summary", false);
        schema->has_span = has_span;
        for_each(value, "attributes", [&](const Value& attribute) {
            auto field = read_field(attribute);
            if (schema->find(field.name))
                throw Error(fmt::format("{} has two attributes '{}'", schema->name, field.name));
            schema->fields.push_back(std::move(field));
        });
        for (const auto& other : schemas)
            if (other->name == schema->name)
                throw Error(fmt::format("'{}' stands twice in '{}'", schema->name, name));
        schemas.push_back(std::move(schema));
    });
    return schemas;
}

SchemaPtr joined(Schema schema, const Schema& more) {
    for (const auto& field : more.fields) {
        const auto at = schema.find(field.name);
        if (!at)
            schema.fields.push_back(field);
        else if (const auto& known = schema.fields[*at];
                 known.type != field.type || known.target != field.target)
            throw Error(fmt::format("the attribute '{}' of '{}' is of type {} here and {} there", field.name,
                                    schema.name, to_string(known.type), to_string(field.type)));
    }
    return std::make_shared<const Schema>(std::move(schema));
}

}  // namespace

namespace {

// A path in two: what names the records, and their endings, such as .ndjson.gz.
std::pair<std::string, std::string> without_endings(const std::filesystem::path& records) {
    const std::string whole = records.native();
    auto bare = without_compression_ending(whole);
    for (const std::string_view ending : {".ndjson", ".jsonl", ".json"})
        if (bare.ends_with(ending)) {
            bare.remove_suffix(ending.size());
            break;
        }
    return {std::string(bare), whole.substr(bare.size())};
}

}  // namespace

std::filesystem::path record_format_path(const std::filesystem::path& records) {
    return without_endings(records).first + ".schema.json";
}

std::filesystem::path record_table_path(const std::filesystem::path& records, std::string_view table) {
    const auto [bare, endings] = without_endings(records);
    return fmt::format("{}.{}{}", bare, table, endings);
}

std::string to_json(const RecordFormat& format) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    writer.SetIndent(' ', 2);
    writer.StartObject();
    writer.Key("quern");
    writer.Int(1);
    write_text(writer, "offsets", to_string(format.offsets));
    write_schemas(writer, "layers", format.layers);
    write_schemas(writer, "tables", format.tables);
    writer.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

std::vector<SchemaPtr> joined(std::vector<SchemaPtr> some, const std::vector<SchemaPtr>& more) {
    for (const auto& added : more) {
        const auto same = [&](const SchemaPtr& schema) { return schema->name == added->name; };
        const auto known = std::find_if(some.begin(), some.end(), same);
        if (known == some.end())
            some.push_back(added);
        else
            *known = joined(**known, *added);
    }
    return some;
}

RecordFormat record_format_from_json(std::string_view json) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(json.data(),
                                                                                           json.size());
    if (document.HasParseError())
        throw Error(fmt::format("not JSON: {} (byte {})",
                                rapidjson::GetParseError_En(document.GetParseError()),
                                document.GetErrorOffset()));
    RecordFormat format;
    const auto offsets = text_of(document, "offsets");
    const auto unit = offset_unit_from_string(offsets);
    if (!unit)
        throw Error(fmt::format("unknown unit of offsets '{}'", offsets), "code_points, bytes or utf16");
    format.offsets = *unit;
    format.layers = read_schemas(document, "layers", true);
    format.tables = read_schemas(document, "tables", false);
    return format;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
