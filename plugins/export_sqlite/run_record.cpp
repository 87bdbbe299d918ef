// SPDX-License-Identifier: MIT
#include "run_record.hpp"

#include <utility>
#include <vector>

#include <quern/json.hpp>

#include "ddl.hpp"

namespace export_sqlite {

namespace {

void append(std::string& json, const std::string& text) {
    quern::json::append_string(json, text);
}
void append(std::string& json, std::uint64_t number) {
    quern::json::append_integer(json, number);
}

template <class Value>
std::string json_object(const std::vector<std::pair<std::string, Value>>& members) {
    std::string json = "{";
    for (const auto& [name, value] : members) {
        if (json.size() > 1) json += ',';
        append(json, name);
        json += ':';
        append(json, value);
    }
    return json += '}';
}

}  // namespace

void RunRecord::write(const quern::RunSummary& run, quern::CellSink& sink) const {
    const auto count = [&](std::uint64_t value) { sink.integer(static_cast<std::int64_t>(value)); };
    sink.begin_table(0, runs_table().columns.size());
    sink.integer(number);
    sink.string(plan.pipeline_file);
    sink.string(plan.pipeline_text);
    sink.string(json_object(plan.versions));
    sink.string(offsets);
    sink.string(run.started);
    sink.string(run.ended);
    count(run.read);
    count(run.exported);
    count(run.dropped);
    count(run.quarantined);
    count(run.skipped);
    sink.string(json_object(run.rows));
    last_document ? count(first_document) : sink.null();
    last_document ? count(last_document) : sink.null();
    sink.end_row();
}

}  // namespace export_sqlite
