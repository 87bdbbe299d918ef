// SPDX-License-Identifier: MIT
// Writing declarations as JSON: values of every type that options have.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <rapidjson/stringbuffer.h>

namespace quern::host {

// Json is rapidjson's Writer or PrettyWriter.
template <class Json>
class JsonValues {
protected:
    void key(std::string_view name) { value(name); }
    void value(std::string_view text) {
        json_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    }
    void value(const char* text) { value(std::string_view(text)); }
    void value(const std::string& text) { value(std::string_view(text)); }
    void value(const std::filesystem::path& path) { value(path.string()); }
    void value(bool flag) { json_.Bool(flag); }
    void value(int number) { json_.Int(number); }
    void value(std::int64_t number) { json_.Int64(number); }
    void value(double number) { json_.Double(number); }
    template <class T>
    void value(const std::vector<T>& list) {
        array(list, [&](const T& item) { value(item); });
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
    // Left out when empty.
    void text(std::string_view name, std::string_view content) {
        if (!content.empty()) member(name, content);
    }
    template <class List, class Write>
    void array(const List& list, Write write_item) {
        json_.StartArray();
        for (const auto& item : list) write_item(item);
        json_.EndArray();
    }
    std::string written() const { return std::string(buffer_.GetString(), buffer_.GetSize()); }

    rapidjson::StringBuffer buffer_;
    Json json_{buffer_};
};

}  // namespace quern::host
