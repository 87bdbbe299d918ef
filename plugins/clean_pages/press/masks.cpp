// SPDX-License-Identifier: MIT
#include "masks.hpp"

#include <cstring>

#include "bytes.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace press {
namespace {

Masks joined(std::uint64_t letters, std::uint64_t digits, std::uint64_t bit5, std::uint64_t high,
             std::uint64_t apostrophe, std::uint64_t point) {
    Masks masks;
    masks.small = letters & bit5, masks.capital = letters & ~bit5;
    masks.run = letters | digits;
    const auto single = masks.run & ~(masks.run << 1) & ~(masks.run >> 1);
    masks.joint = high | apostrophe | (single << 1 & point);
    masks.start = masks.run | high;
    return masks;
}

#if defined(__x86_64__)

// The same sixteen bytes at a time and thirty-two: a capital is told from a small letter by its fifth bit.
Masks masks_by_16(const char* bytes) {
    const auto each = [&](auto test) {
        std::uint64_t mask = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes) + i);
            mask |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(test(part))))
                    << (16 * i);
        }
        return mask;
    };
    const auto is = [](__m128i part, char c) { return _mm_cmpeq_epi8(part, _mm_set1_epi8(c)); };
    const auto between = [](__m128i part, char first, char last) {
        return _mm_and_si128(_mm_cmpgt_epi8(part, _mm_set1_epi8(static_cast<char>(first - 1))),
                             _mm_cmplt_epi8(part, _mm_set1_epi8(static_cast<char>(last + 1))));
    };
    const auto equal = [&](char c) { return each([&](__m128i part) { return is(part, c); }); };
    auto masks =
        joined(each([&](__m128i part) { return between(_mm_or_si128(part, _mm_set1_epi8(0x20)), 'a', 'z'); }),
               each([&](__m128i part) { return between(part, '0', '9'); }),
               each([](__m128i part) { return _mm_slli_epi16(part, 2); }),
               each([](__m128i part) { return part; }), equal('\''), equal('.'));
    masks.comma = equal(','), masks.quote = equal('"'), masks.bar = equal('|'), masks.at = equal('@');
    masks.lead = each([&](__m128i part) { return _mm_or_si128(is(part, '\xC2'), is(part, '\xE2')); });
    masks.start |= masks.at;
    return masks;
}

#define QUERN_AVX2 __attribute__((target("avx2")))

QUERN_AVX2 std::uint64_t mask_of(__m256i first, __m256i second) {
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(first)) |
           static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(second))) << 32;
}

QUERN_AVX2 __m256i between(__m256i part, char first, char last) {
    return _mm256_and_si256(_mm256_cmpgt_epi8(part, _mm256_set1_epi8(static_cast<char>(first - 1))),
                            _mm256_cmpgt_epi8(_mm256_set1_epi8(static_cast<char>(last + 1)), part));
}

QUERN_AVX2 std::uint64_t equal(__m256i first, __m256i second, char c) {
    const auto wanted = _mm256_set1_epi8(c);
    return mask_of(_mm256_cmpeq_epi8(first, wanted), _mm256_cmpeq_epi8(second, wanted));
}

QUERN_AVX2 Masks masks_by_32(const char* bytes) {
    const auto a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
    const auto b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes) + 1);
    const auto small = _mm256_set1_epi8(0x20);
    auto masks = joined(
        mask_of(between(_mm256_or_si256(a, small), 'a', 'z'), between(_mm256_or_si256(b, small), 'a', 'z')),
        mask_of(between(a, '0', '9'), between(b, '0', '9')),
        mask_of(_mm256_slli_epi16(a, 2), _mm256_slli_epi16(b, 2)), mask_of(a, b), equal(a, b, '\''),
        equal(a, b, '.'));
    masks.comma = equal(a, b, ','), masks.quote = equal(a, b, '"'), masks.bar = equal(a, b, '|');
    masks.at = equal(a, b, '@');
    masks.lead = equal(a, b, '\xC2') | equal(a, b, '\xE2');
    masks.start |= masks.at;
    return masks;
}

#undef QUERN_AVX2

Masks masks_of_64(const char* bytes) {
    static const bool has_avx2 = __builtin_cpu_supports("avx2");
    return has_avx2 ? masks_by_32(bytes) : masks_by_16(bytes);
}

#else

Masks masks_of_64(const char* bytes) {
    std::uint64_t letters = 0, digits = 0, bit5 = 0, high = 0, apostrophe = 0, point = 0;
    Masks signs;
    for (std::size_t i = 0; i < Masks::size; ++i) {
        const auto c = bytes[i];
        const auto kind = class_of(c);
        const auto set = [&](std::uint64_t& mask, bool is) { mask |= std::uint64_t{is} << i; };
        set(letters, kind == lower || kind == upper), set(digits, kind == digit);
        set(bit5, (c & 0x20) != 0), set(high, kind == ByteClass::high), set(apostrophe, c == '\''),
            set(point, c == '.');
        set(signs.comma, c == ','), set(signs.quote, c == '"'), set(signs.bar, c == '|');
        set(signs.at, c == '@'), set(signs.lead, c == '\xC2' || c == '\xE2');
    }
    auto masks = joined(letters, digits, bit5, high, apostrophe, point);
    masks.comma = signs.comma, masks.quote = signs.quote, masks.bar = signs.bar, masks.at = signs.at;
    masks.lead = signs.lead, masks.start |= signs.at;
    return masks;
}

#endif

}  // namespace

Masks masks_of(std::string_view text, std::size_t at) {
    if (text.size() - at >= Masks::size) return masks_of_64(text.data() + at);
    char padded[Masks::size] = {};
    std::memcpy(padded, text.data() + at, text.size() - at);
    return masks_of_64(padded);
}

}  // namespace press
