// SPDX-License-Identifier: MIT
// Writing JSON, piece by piece, at the end of a string.
#pragma once

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

#include <quern/abi.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace json {

// `text` as a JSON string, marks included. Bytes that are not UTF-8 become U+FFFD, since no JSON may hold
// them.
QUERN_API void append_string(std::string& to, std::string_view text);
// The same, quicker, for what is valid UTF-8 already, such as the text of a document.
QUERN_API void append_utf8(std::string& to, std::string_view text);

// The shortest form that reads back as the same number. JSON has no infinity and no NaN: they become null.
QUERN_API void append_number(std::string& to, double value);

template <std::integral Integer>
void append_integer(std::string& to, Integer value) {
    char digits[24];
    to.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

}  // namespace json

}  // namespace quern::inline QUERN_ABI_NAMESPACE
