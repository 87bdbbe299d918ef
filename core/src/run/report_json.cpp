// SPDX-License-Identifier: MIT
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "run/json_text.hpp"
#include "run/run.hpp"

namespace quern::host {

namespace {

using Counted = std::vector<std::pair<std::string, std::uint64_t>>;

void write_counts(JsonWriter& json, const char* name, const char* what, const char* how_many,
                  const Counted& list) {
    json.Key(name);
    json.StartArray();
    for (const auto& [key, count] : list) {
        json.StartObject();
        write_member(json, what, key);
        json.Key(how_many);
        json.Uint64(count);
        json.EndObject();
    }
    json.EndArray();
}

void write_strings(JsonWriter& json, const char* name, const std::vector<std::string>& list) {
    json.Key(name);
    json.StartArray();
    for (const auto& text : list) write_text(json, text);
    json.EndArray();
}

void write_number(JsonWriter& json, const char* name, std::uint64_t value) {
    json.Key(name);
    json.Uint64(value);
}

void write_seconds(JsonWriter& json, const char* name, double seconds) {
    json.Key(name);
    json.Double(seconds);
}

void write_stages(JsonWriter& json, const std::vector<StageReport>& stages) {
    json.Key("stages");
    json.StartArray();
    for (const auto& stage : stages) {
        json.StartObject();
        write_member(json, "stage", stage.stage);
        write_seconds(json, "seconds", stage.seconds);
        write_number(json, "documents", stage.documents);
        write_number(json, "rows_lost", stage.rows_lost);
        write_counts(json, "dropped", "reason", "documents", stage.dropped);
        json.EndObject();
    }
    json.EndArray();
}

void write_documents(JsonWriter& json, const RunReport& report) {
    json.Key("documents");
    json.StartObject();
    write_number(json, "read", report.read);
    write_number(json, "left_out", report.left_out);
    write_number(json, "exported", report.exported);
    write_number(json, "dropped", report.dropped);
    write_number(json, "quarantined", report.quarantined);
    write_number(json, "skipped", report.skipped);
    write_number(json, "bytes", report.bytes);
    json.EndObject();
}

void write_repeated_ids(JsonWriter& json, const RunReport& report) {
    json.Key("repeated_ids");
    json.StartObject();
    write_number(json, "documents", report.repeated_id_count);
    write_strings(json, "first", report.repeated_ids);
    json.EndObject();
}

void write_slowest(JsonWriter& json, const RunReport& report) {
    json.Key("slowest");
    json.StartObject();
    write_member(json, "document", report.slowest_document);
    write_seconds(json, "seconds", report.slowest_seconds);
    json.EndObject();
}

}  // namespace

std::string to_json(const RunReport& report) {
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    json.SetMaxDecimalPlaces(6);
    json.StartObject();
    write_member(json, "title", report.title);
    write_member(json, "pipeline", report.pipeline);
    write_strings(json, "changes", report.changes);
    write_member(json, "outcome", report.outcome);
    write_member_if_any(json, "failure", report.failure);
    write_member(json, "started", report.started);
    write_member(json, "ended", report.ended);
    write_seconds(json, "seconds", report.seconds);
    write_number(json, "jobs", report.jobs);
    write_number(json, "peak_memory", report.peak_memory);
    write_documents(json, report);
    write_stages(json, report.stages);
    write_counts(json, "problems", "reason", "documents", report.quarantine_reasons);
    write_member_if_any(json, "first_problem", report.first_error);
    write_counts(json, "rows", "layer", "rows", report.rows);
    write_repeated_ids(json, report);
    write_slowest(json, report);
    write_strings(json, "written", report.written);
    write_member_if_any(json, "quarantine", report.quarantine_file);
    write_strings(json, "warnings", report.warnings);
    json.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

}  // namespace quern::host
