// SPDX-License-Identifier: MIT
#include <cmath>
#include <limits>
#include <string>

#include <rapidjson/document.h>

#include <catch2/catch.hpp>

#include <quern/json.hpp>

#include "random_text.hpp"

using namespace quern;

namespace {

std::string quoted(std::string_view text) {
    std::string to;
    json::append_string(to, text);
    return to;
}
std::string number(double value) {
    std::string to;
    json::append_number(to, value);
    return to;
}
// What a JSON parser that is not ours makes of it.
std::string parsed(const std::string& json) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
    REQUIRE_FALSE(document.HasParseError());
    REQUIRE(document.IsString());
    return {document.GetString(), document.GetStringLength()};
}

}  // namespace

TEST_CASE("only what must be escaped is") {
    CHECK(quoted("") == "\"\"");
    CHECK(quoted("caf\u00e9 / \u2028\x7f") == "\"caf\u00e9 / \u2028\x7f\"");
    CHECK(quoted("\"\\\b\f\n\r\t") == R"("\"\\\b\f\n\r\t")");
    CHECK(quoted(std::string("\0\x01\x1f", 3)) == R"("\u0000\u0001\u001f")");
}

TEST_CASE("an escape is found at every place of a long text") {
    for (std::size_t size = 1; size < 130; ++size)
        for (std::size_t at = 0; at < size; ++at) {
            std::string text(size, 'x'), expected(size + 3, 'x');
            text[at] = '"';
            expected.front() = expected.back() = '"';
            expected.replace(at + 1, 2, "\\\"");
            REQUIRE(quoted(text) == expected);
        }
}

TEST_CASE("bytes that are not UTF-8 become replacement characters, the rest stays") {
    const std::string bad = "\uFFFD";
    CHECK(quoted("a\xff"
                 "b") == "\"a" + bad + "b\"");
    CHECK(quoted("\xc3") == "\"" + bad + "\"");
    CHECK(quoted("\xc0\xaf") == "\"" + bad + bad + "\"");                      // overlong
    CHECK(quoted("\xed\xa0\x80") == "\"" + bad + bad + bad + "\"");            // a surrogate
    CHECK(quoted("\xf4\x90\x80\x80") == "\"" + bad + bad + bad + bad + "\"");  // above U+10FFFF
    CHECK(quoted("\u00e9\u20ac\U0001F600") == "\"\u00e9\u20ac\U0001F600\"");
}

TEST_CASE("any text reads back as it was") {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        const auto text = testing::random_text(random, 80);
        CHECK(parsed(quoted(text)) == text);
        std::string quick;
        json::append_utf8(quick, text);
        CHECK(quick == quoted(text));
    }
}

TEST_CASE("numbers take the shortest form that reads back as the same number") {
    CHECK(number(0.1) == "0.1");
    CHECK(number(1) == "1");
    CHECK(number(-0.0) == "-0");
    CHECK(number(1e300) == "1e+300");
    CHECK(number(0.1 + 0.2) == "0.30000000000000004");
    CHECK(number(std::nan("")) == "null");
    CHECK(number(-std::numeric_limits<double>::infinity()) == "null");
    std::string to = "x";
    json::append_integer(to, std::numeric_limits<std::int64_t>::min());
    CHECK(to == "x-9223372036854775808");
}
