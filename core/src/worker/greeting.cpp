// SPDX-License-Identifier: MIT
#include "worker/greeting.hpp"

#include <algorithm>
#include <iterator>
#include <memory>

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <quern/error.hpp>

#include "plugin/declaration_names.hpp"

namespace quern::host {

namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void text(Writer& json, const char* key, std::string_view value) {
    json.Key(key);
    json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void layer(Writer& json, const Access::Use& use) {
    json.StartObject();
    text(json, "declared", use.declared);
    text(json, "name", use.schema->name);
    text(json, "mode", mode_name(use.mode));
    json.Key("columns");
    json.StartArray();
    for (const auto& field : use.schema->fields) {
        json.StartObject();
        text(json, "name", field.name);
        text(json, "type", to_string(field.type));
        if (!field.target.empty()) text(json, "target", field.target);
        json.EndObject();
    }
    json.EndArray();
    json.EndObject();
}

std::string_view member(const rapidjson::Value& object, const char* name) {
    if (!object.IsObject()) return {};
    const auto found = object.FindMember(name);
    if (found == object.MemberEnd() || !found->value.IsString()) return {};
    return {found->value.GetString(), found->value.GetStringLength()};
}

// Bytes of a program that is no worker, in a message.
std::string beginning(const std::string& line) {
    constexpr std::size_t most = 80;
    return line.size() <= most ? line : line.substr(0, most) + "…";
}

}  // namespace

std::string greeting(const WorkerFile& file, const Access& access, const std::string& options,
                     std::uint64_t max_bytes) {
    rapidjson::StringBuffer buffer;
    Writer json(buffer);
    json.StartObject();
    json.Key("quern");
    json.Int(1);
    text(json, "stage", file.stage);
    text(json, "file", file.file.string());
    json.Key("options");
    json.RawValue(options.data(), options.size(), rapidjson::kObjectType);
    text(json, "offsets", to_string(file.offsets));
    json.Key("max_bytes");
    json.Uint64(max_bytes);
    json.Key("layers");
    json.StartArray();
    for (const auto& use : access.uses) layer(json, use);
    json.EndArray();
    json.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

std::vector<std::string> check_greeting_answer(const std::string& answer) {
    rapidjson::Document json;
    json.Parse<rapidjson::kParseIterativeFlag>(answer.data(), answer.size());
    if (!json.HasParseError() && json.IsObject()) {
        if (const auto error = member(json, "error"); !error.empty())
            throw Error(std::string(error), std::string(member(json, "hint")));
        const auto version = json.FindMember("quern");
        // One that sends back whatever comes answers with the greeting itself.
        const bool is_echo = json.HasMember("stage");
        if (!is_echo && version != json.MemberEnd() && version->value.IsInt() &&
            version->value.GetInt() == 1) {
            std::vector<std::string> warnings;
            if (const auto list = json.FindMember("warnings");
                list != json.MemberEnd() && list->value.IsArray())
                for (const auto& warning : list->value.GetArray())
                    if (warning.IsString()) warnings.emplace_back(warning.GetString());
            return warnings;
        }
    }
    throw Error(fmt::format("its worker does not speak the protocol: it answered the greeting with: {}",
                            beginning(answer)),
                "the answer to the first line is {\"quern\": 1}; see docs/formats.md");
}

Greeting read_greeting(const std::string& line) {
    rapidjson::Document json;
    json.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
    if (json.HasParseError() || !json.IsObject() || !json.HasMember("options"))
        throw Error("this is no greeting of quern");
    Greeting out;
    out.stage = member(json, "stage");
    out.offsets = offset_unit_from_string(member(json, "offsets")).value_or(OffsetUnit::code_points);
    if (json.HasMember("max_bytes") && json["max_bytes"].IsUint64())
        out.max_bytes = json["max_bytes"].GetUint64();
    rapidjson::StringBuffer buffer;
    Writer options(buffer);
    json["options"].Accept(options);
    out.options.assign(buffer.GetString(), buffer.GetSize());
    if (!json.HasMember("layers") || !json["layers"].IsArray()) return out;
    for (const auto& layer : json["layers"].GetArray()) {
        auto schema = std::make_shared<Schema>();
        schema->name = member(layer, "name");
        const auto columns = layer.FindMember("columns");
        if (columns != layer.MemberEnd() && columns->value.IsArray())
            for (const auto& column : columns->value.GetArray())
                schema->fields.push_back({std::string(member(column, "name")),
                                          type_from_string(member(column, "type")).value_or(Type::string),
                                          {},
                                          std::string(member(column, "target"))});
        const auto mode = std::find(std::begin(mode_names), std::end(mode_names), member(layer, "mode"));
        if (mode == std::end(mode_names)) throw Error("this is no greeting of quern");
        out.layers.push_back({std::string(member(layer, "declared")),
                              static_cast<LayerMode>(mode - std::begin(mode_names)), schema});
    }
    return out;
}

}  // namespace quern::host
