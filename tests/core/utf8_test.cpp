// SPDX-License-Identifier: MIT
// UTF-8 as the whole core reads it.
#include <string>

#include <catch2/catch.hpp>

#include "document/utf8.hpp"

using namespace quern;

namespace {

// The bytes that a value would have in so many bytes, allowed or not.
std::string encoded(char32_t value, std::size_t size) {
    if (size == 1) return std::string(1, static_cast<char>(value));
    std::string bytes(size, '\0');
    for (auto i = size - 1; i > 0; --i, value >>= 6) bytes[i] = static_cast<char>(0x80 | (value & 0x3F));
    bytes[0] = static_cast<char>((0xF00u >> size & 0xFF) | value);
    return bytes;
}

std::size_t size_of(char32_t value) {
    return value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
}

}  // namespace

TEST_CASE("every code point comes back from its bytes, surrogates and what is cut short do not") {
    std::size_t wrong = 0;
    for (char32_t value = 0; value < 0x110000; ++value) {
        const auto size = size_of(value);
        const auto bytes = encoded(value, size) + "x";
        const bool surrogate = value >= 0xD800 && value < 0xE000;
        const auto read = code_point_at(bytes, 0);
        wrong += read.size != (surrogate ? 0 : size) || read.value != (surrogate ? 0 : value);
        wrong += is_utf8(bytes) == surrogate;
        wrong += (first_bad_byte("z" + std::string(bytes)) == 1) != surrogate;
        if (size > 1) wrong += is_utf8(bytes.substr(0, size - 1)) || is_utf8(bytes.substr(1));
    }
    CHECK(wrong == 0);
}

TEST_CASE("longer forms than needed and values beyond the last code point are no UTF-8") {
    std::size_t taken = 0;
    for (char32_t value = 0; value < 0x10000; ++value)
        for (auto size = size_of(value) + 1; size <= 4; ++size) taken += is_utf8(encoded(value, size));
    for (char32_t value = 0x110000; value < 0x200000; ++value) taken += is_utf8(encoded(value, 4));
    CHECK(taken == 0);
}

TEST_CASE("bytes that are no UTF-8 count as one code point each") {
    CHECK(count_code_points("aé中😀") == 4);
    CHECK(count_code_points("\xFF\xC3") == 2);
    CHECK(count_code_points("\xE4\xB8z") == 3);
    CHECK(count_code_points("") == 0);
}
