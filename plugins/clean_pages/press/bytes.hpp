// SPDX-License-Identifier: MIT
// What a byte of UTF-8 can be in a text, and 64 bytes at a time of it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace press {

enum ByteClass : std::uint8_t { other, lower, upper, digit, high };

inline constexpr auto byte_classes = [] {
    std::array<std::uint8_t, 256> table{};
    for (int c = 'a'; c <= 'z'; ++c) table[c] = lower;
    for (int c = 'A'; c <= 'Z'; ++c) table[c] = upper;
    for (int c = '0'; c <= '9'; ++c) table[c] = digit;
    for (int c = 0x80; c <= 0xFF; ++c) table[c] = high;
    return table;
}();

inline std::uint8_t class_of(char c) {
    return byte_classes[static_cast<unsigned char>(c)];
}

// What a sequence that begins with a high byte is: a letter, an apostrophe, a sign that is a word, or
// neither.
enum class Mark { letter, apostrophe, sign, space };

struct Sequence {
    Mark mark;
    std::uint32_t size;
};

Sequence sequence_at(std::string_view s, std::size_t i);

// 64 bytes, of which one asks where some byte stands: bit i of an answer is byte i.
class Block {
public:
    static constexpr std::size_t size = 64;

    // The bytes of `s` from `at` on; behind its end come NULs.
    Block(std::string_view s, std::size_t at) {
        if (s.size() - at >= size) {
            load(s.data() + at);
        } else {
            char padded[size] = {};
            std::memcpy(padded, s.data() + at, s.size() - at);
            load(padded);
        }
    }

#if defined(__SSE2__)
    std::uint64_t equal(char c) const {
        const auto wanted = _mm_set1_epi8(c);
        return each([&](__m128i part) { return _mm_cmpeq_epi8(part, wanted); });
    }
    // `first` and `last` are ASCII.
    std::uint64_t between(char first, char last) const {
        const auto below = _mm_set1_epi8(static_cast<char>(first - 1));
        const auto above = _mm_set1_epi8(static_cast<char>(last + 1));
        return each([&](__m128i part) {
            return _mm_and_si128(_mm_cmpgt_epi8(part, below), _mm_cmplt_epi8(part, above));
        });
    }
    std::uint64_t above_ascii() const {
        return each([](__m128i part) { return part; });
    }

private:
    void load(const char* bytes) {
        for (std::size_t i = 0; i < std::size(parts_); ++i)
            parts_[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes) + i);
    }
    template <class Test>
    std::uint64_t each(Test test) const {
        std::uint64_t mask = 0;
        for (std::size_t i = 0; i < std::size(parts_); ++i)
            mask |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(test(parts_[i]))))
                    << (16 * i);
        return mask;
    }
    __m128i parts_[4];
#else
    std::uint64_t equal(char c) const {
        return each([&](char byte) { return byte == c; });
    }
    std::uint64_t between(char first, char last) const {
        return each([&](char byte) { return byte >= first && byte <= last; });
    }
    std::uint64_t above_ascii() const {
        return each([](char byte) { return (byte & 0x80) != 0; });
    }

private:
    void load(const char* bytes) {
        std::memcpy(bytes_.data(), bytes, size);
    }
    template <class Test>
    std::uint64_t each(Test test) const {
        std::uint64_t mask = 0;
        for (std::size_t i = 0; i < size; ++i) mask |= std::uint64_t{test(bytes_[i])} << i;
        return mask;
    }
    std::array<char, size> bytes_;
#endif
};

}  // namespace press
