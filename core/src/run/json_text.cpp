// SPDX-License-Identifier: MIT
#include "run/json_text.hpp"

#include <cstdint>

#include <quern/json.hpp>

namespace quern::host {

namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string to_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto group = bytes.substr(at, 3);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0);
        for (std::size_t i = 0; i < 4; ++i)
            text += i <= group.size() ? digits[bits >> (18 - 6 * i) & 63] : '=';
    }
    return text;
}

bool from_base64(std::string_view text, std::string& bytes) {
    if (text.size() % 4 != 0) return false;
    while (!text.empty() && text.back() == '=') text.remove_suffix(1);
    bytes.clear();
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        const auto digit = digits.find(c);
        if (digit == digits.npos) return false;
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes += static_cast<char>(bits >> held & 0xFF);
    }
    return true;
}

void write_text(JsonWriter& json, std::string_view text) {
    std::string quoted;
    json::append_string(quoted, text);
    json.RawValue(quoted.data(), quoted.size(), rapidjson::kStringType);
}

void write_member(JsonWriter& json, std::string_view name, std::string_view value) {
    write_text(json, name);
    write_text(json, value);
}

void write_member_if_any(JsonWriter& json, std::string_view name, std::string_view value) {
    if (!value.empty()) write_member(json, name, value);
}

}  // namespace quern::host
