// SPDX-License-Identifier: MIT
#include "run/quarantine.hpp"

#include <system_error>

#include <fmt/format.h>
#include <xxhash.h>

#include <quern/error.hpp>

#include "run/json_text.hpp"
#include "run/option_value.hpp"

namespace quern::host {

namespace fs = std::filesystem;

namespace {

constexpr const char* default_name = "quern.quarantine.ndjson";

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

fs::path quarantine_path(const Plan& plan) {
    if (!plan.quarantine.empty()) return plan.quarantine;
    const auto* given = plan.outputs.empty() ? nullptr : option_value<fs::path>(plan.outputs.front(), "path");
    if (!given) return default_name;
    fs::path output = given->lexically_normal();
    if (!output.has_filename()) output = output.parent_path();  // "out/csv/"
    std::error_code ignored;
    const auto status = fs::status(output, ignored);
    const bool special = fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
    if (output.empty() || output == "-" || output == "." || special) return default_name;
    return output += ".quarantine.ndjson";
}

void Quarantine::write(std::string_view line) {
    if (!file_) file_.emplace(path_, IfExists::replace);
    file_->write(line);
}

void Quarantine::flush() {
    if (file_) file_->flush();
}

void Quarantine::commit() {
    if (file_) return file_->commit();
    std::error_code error;
    if (fs::is_regular_file(path_, error) && !fs::remove(path_, error) && error)
        throw FatalError(
            fmt::format("cannot remove the old quarantine file {}: {}", path_.string(), error.message()));
}

}  // namespace quern::host
