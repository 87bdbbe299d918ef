// SPDX-License-Identifier: MIT
#include "worker/worker_file_json.hpp"

#include <string_view>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "worker/greeting.hpp"

namespace quern::host {

namespace {

class FileWriter {
public:
    explicit FileWriter(const Declaration::Content& content) : content_(content) {}

    std::string write(const std::string& stage, const std::string& version,
                      const std::vector<std::string>& command);

private:
    void key(std::string_view name) { value(name); }
    void value(std::string_view text) {
        std::string escaped;  // a worker file may take values from the environment
        for (std::size_t i = 0; i < text.size(); ++i)
            escaped += text.substr(i, 2) == "${" ? std::string("$$") : std::string(1, text[i]);
        json_.String(escaped.data(), static_cast<rapidjson::SizeType>(escaped.size()));
    }
    void value(const std::string& text) { value(std::string_view(text)); }
    void value(const std::filesystem::path& path) { value(path.string()); }
    void value(bool flag) { json_.Bool(flag); }
    void value(int number) { json_.Int(number); }
    void value(std::int64_t number) { json_.Int64(number); }
    void value(double number) { json_.Double(number); }
    template <class T>
    void value(const std::vector<T>& list) {
        json_.StartArray();
        for (const auto& item : list) value(item);
        json_.EndArray();
    }
    void value(const std::map<std::string, std::string>& map) {
        json_.StartObject();
        for (const auto& [name, text] : map) member(name, text);
        json_.EndObject();
    }
    template <class T>
    void member(std::string_view name, const T& content) {
        key(name);
        value(content);
    }
    void text(std::string_view name, std::string_view content) {
        if (!content.empty()) member(name, content);
    }

    void layers(const char* name, LayerMode mode);
    void option(const Option& option);

    const Declaration::Content& content_;
    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> json_{buffer_};
};

void FileWriter::layers(const char* name, LayerMode mode) {
    key(name);
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
    constexpr std::string_view path_kinds[] = {"input", "file", "folder", "output"};
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
    if (option.is_path()) member("path", path_kinds[static_cast<std::size_t>(option.path_kind)]);
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
                            LayerMode::write_if_absent, LayerMode::append, LayerMode::extend}) {
        constexpr const char* keys[] = {"reads",   "reads_optional", "writes", "writes_if_absent",
                                        "appends", "extends"};
        layers(keys[static_cast<std::size_t>(mode)], mode);
    }
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
    return std::string(buffer_.GetString(), buffer_.GetSize());
}

}  // namespace

std::string worker_file_json(const std::string& stage, const std::string& version,
                             const std::vector<std::string>& command, const Declaration::Content& content) {
    return FileWriter(content).write(stage, version, command);
}

}  // namespace quern::host
