// SPDX-License-Identifier: MIT
// Bytes of any kind as JSON.
#pragma once

#include <string>
#include <string_view>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace quern::host {

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

std::string to_base64(std::string_view bytes);
// The bytes; false where the text is no base64.
bool from_base64(std::string_view text, std::string& bytes);

// Writes a string. Bytes that are no UTF-8 become U+FFFD.
void write_text(JsonWriter& json, std::string_view text);
// Writes a member whose value is a string.
void write_member(JsonWriter& json, std::string_view name, std::string_view value);
// The same; nothing where the value is empty.
void write_member_if_any(JsonWriter& json, std::string_view name, std::string_view value);

}  // namespace quern::host
