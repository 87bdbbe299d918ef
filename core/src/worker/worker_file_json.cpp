// SPDX-License-Identifier: MIT
#include "worker/worker_file_json.hpp"

#include <string_view>

#include <rapidjson/writer.h>

#include "plugin/declaration_names.hpp"
#include "plugin/json_values.hpp"

namespace quern::host {

namespace {

class FileWriter : JsonValues<rapidjson::Writer<rapidjson::StringBuffer>> {
public:
    explicit FileWriter(const Declaration::Content& content) : content_(content) {}

    std::string write(const std::string& stage, const std::string& version,
                      const std::vector<std::string>& command);

private:
    void layers(LayerMode mode);
    void option(const Option& option);

    const Declaration::Content& content_;
};

void FileWriter::layers(LayerMode mode) {
    key(mode_key(mode));
    json_.StartObject();
    for (const auto& use : content_.layers) {
        if (use.mode != mode) continue;
        key(use.schema->name);
        json_.StartObject();
        text("summary", use.schema->summary);
        text("named_by", use.name_option);
        key("columns");
        json_.StartObject();
        for (const auto& field : use.schema->fields) {
            key(field.name);
            json_.StartObject();
            member("type", field.type == Type::reference ? "reference to " + field.target
                                                         : std::string(to_string(field.type)));
            text("summary", field.summary);
            json_.EndObject();
        }
        json_.EndObject();
        json_.EndObject();
    }
    json_.EndObject();
}

void FileWriter::option(const Option& option) {
    key(option.name);
    json_.StartObject();
    member("type", option.type_name());
    member("summary", option.summary);
    key("default");
    std::visit([&](const auto* target) { value(*target); }, option.target);
    member("required", option.is_required);
    if (option.least) member("at_least", *option.least);
    if (option.most) member("at_most", *option.most);
    if (!option.choices.empty()) member("one_of", option.choices);
    member("names_layers", option.layer_names);
    if (option.is_path()) member("path", path_name(option.path_kind));
    text("example", option.example_value);
    json_.EndObject();
}

std::string FileWriter::write(const std::string& stage, const std::string& version,
                              const std::vector<std::string>& command) {
    json_.StartObject();
    member("quern", 1);
    member("stage", stage);
    member("summary", content_.summary);
    member("version", version);
    member("command", command);
    member("offsets", std::string("bytes"));
    for (const auto mode : {LayerMode::read, LayerMode::read_optional, LayerMode::write,
                            LayerMode::write_if_absent, LayerMode::append, LayerMode::extend})
        layers(mode);
    member("reads_metadata", content_.metadata_read);
    member("writes_metadata", content_.metadata_written);
    member("accepts", content_.media_types);
    member("edits_text", content_.edits_text);
    member("builds_text", content_.builds_text);
    key("options");
    json_.StartObject();
    for (const auto& item : content_.options) option(item);
    json_.EndObject();
    json_.EndObject();
    // A worker file may take values from the environment; these are none.
    std::string escaped = written();
    for (auto at = escaped.find("${"); at != escaped.npos; at = escaped.find("${", at + 3))
        escaped.insert(at, "$");
    return escaped;
}

}  // namespace

std::string worker_file_json(const std::string& stage, const std::string& version,
                             const std::vector<std::string>& command, const Declaration::Content& content) {
    return FileWriter(content).write(stage, version, command);
}

}  // namespace quern::host
