// SPDX-License-Identifier: MIT
#include "run/quarantine_record.hpp"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <xxhash.h>

#include <quern/error.hpp>

#include "document/utf8.hpp"
#include "run/json_text.hpp"

namespace quern::host {

namespace {

// What the reader would have to be given to make the document again: the bytes that it listed, where it left
// them in the item, else what it made the source of.
std::string_view bytes_of(const Item& item, const Document& document) {
    return item.data.empty() ? std::string_view(document.source()) : std::string_view(item.data);
}

void write_source(JsonWriter& json, const Item& item, std::string_view source) {
    if (source.empty()) {
        json.Key("size");
        json.Uint64(item.size);
    } else if (source.size() > quarantine_source_limit) {
        json.Key("size");
        json.Uint64(source.size());
        write_member(json, "xxh3", fmt::format("{:016x}", XXH3_64bits(source.data(), source.size())));
    } else if (is_utf8(source)) {
        write_member(json, "source", source);
    } else {
        write_member(json, "source_base64", to_base64(source));
    }
}

std::string string_member(const rapidjson::Value& object, const char* name) {
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsString()) return {};
    return {member->value.GetString(), member->value.GetStringLength()};
}

std::uint64_t number_member(const rapidjson::Value& object, const char* name, std::uint64_t otherwise) {
    const auto member = object.FindMember(name);
    return member != object.MemberEnd() && member->value.IsUint64() ? member->value.GetUint64() : otherwise;
}

}  // namespace

std::string quarantine_line(std::uint64_t number, const Item& item, const Document& document,
                            const Problem& problem) {
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    json.Key("number");
    json.Uint64(number);
    write_member(json, "id", document.id);
    write_member(json, "uri", item.uri);
    write_member_if_any(json, "media_type", document.media_type);
    json.Key("offset");
    json.Uint64(item.offset);
    write_member(json, "stage", problem.stage);
    write_member(json, "reason", problem.reason);
    write_member_if_any(json, "hint", problem.hint);
    write_source(json, item, bytes_of(item, document));
    json.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

QuarantineRecord read_quarantine_line(std::string_view line) {
    rapidjson::Document json;
    json.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
    if (json.HasParseError()) throw Error(rapidjson::GetParseError_En(json.GetParseError()));
    for (const char* name : {"id", "uri", "stage", "reason"})
        if (!json.IsObject() || !json.HasMember(name)) throw Error(fmt::format("it has no {}", name));
    QuarantineRecord record;
    record.number = number_member(json, "number", 0);
    record.item.id = string_member(json, "id");
    record.item.uri = string_member(json, "uri");
    record.item.media_type = string_member(json, "media_type");
    record.item.offset = number_member(json, "offset", 0);
    record.has_bytes = json.HasMember("source") || json.HasMember("source_base64");
    record.item.data = string_member(json, "source");
    if (json.HasMember("source_base64") &&
        !from_base64(string_member(json, "source_base64"), record.item.data))
        throw Error("its source_base64 is no base64");
    record.item.size = number_member(json, "size", record.item.data.size());
    return record;
}

}  // namespace quern::host
