// SPDX-License-Identifier: MIT
// Values of a JSON document with messages for a person where they are of another type than they should be.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>
#include <simdjson.h>

#include <quern/error.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

using Value = simdjson::ondemand::value;
using ValueType = simdjson::ondemand::json_type;

inline const char* in_words(ValueType type) {
    switch (type) {
        case ValueType::array:
            return "a list";
        case ValueType::object:
            return "an object";
        case ValueType::number:
            return "a number";
        case ValueType::string:
            return "a text";
        case ValueType::boolean:
            return "true or false";
        case ValueType::null:
            break;
    }
    return "null";
}

[[noreturn]] inline void wrong_type(std::string_view what, const char* expected, ValueType found) {
    throw Error(fmt::format("'{}' must be {}, and is {}", what, expected, in_words(found)));
}

inline void expect(Value& value, std::string_view what, ValueType expected) {
    const ValueType found = value.type();
    if (found != expected) wrong_type(what, in_words(expected), found);
}

// The view lives until the parser reads another document.
inline std::string_view text_of(Value& value, std::string_view what) {
    expect(value, what, ValueType::string);
    return value.get_string();
}

// Any value as text: a list by its values, an object as JSON; null is empty.
inline std::string as_text(Value value) {
    switch (value.type()) {
        case ValueType::string:
            return std::string(std::string_view(value.get_string()));
        case ValueType::null:
            return {};
        case ValueType::array: {
            std::string joined;
            for (Value entry : value.get_array()) {
                if (!joined.empty()) joined += "; ";
                const ValueType type = entry.type();
                joined += type == ValueType::array
                              ? std::string(std::string_view(simdjson::to_json_string(entry)))
                              : as_text(entry);
            }
            return joined;
        }
        default: {
            std::string_view json = simdjson::to_json_string(value);
            while (!json.empty() && std::string_view(" \t\r\n").find(json.back()) != std::string_view::npos)
                json.remove_suffix(1);
            return std::string(json);
        }
    }
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
