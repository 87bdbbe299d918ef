// SPDX-License-Identifier: MIT
// The hash of a word, byte after byte or eight bytes at a time: the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "words.hpp"

namespace press {

inline constexpr std::uint64_t hash_start = 0xcbf29ce484222325;

// Byte after byte.
class Hasher {
public:
    void push(unsigned char byte) {
        chunk_ |= std::uint64_t{byte} << (8 * filled_);
        if (++filled_ < 8) return;
        hash_ = mix(hash_, chunk_);
        chunk_ = 0, filled_ = 0;
    }
    std::uint64_t value() const { return filled_ ? mix(hash_, chunk_) : hash_; }

private:
    std::uint64_t hash_ = hash_start, chunk_ = 0;
    unsigned filled_ = 0;
};

inline std::uint64_t eight_bytes(const char* at) {
    std::uint64_t chunk;
    std::memcpy(&chunk, at, sizeof chunk);
    return chunk;
}

// Of ASCII letters and digits. The bit that makes a capital a small letter is set in all digits.
inline std::uint64_t hash_of_run(std::string_view s, std::size_t begin, std::size_t size) {
    constexpr std::uint64_t small = 0x2020202020202020;
    auto hash = hash_start;
    for (; size > 8; begin += 8, size -= 8) hash = mix(hash, eight_bytes(s.data() + begin) | small);
    std::uint64_t chunk = 0;
    if (begin + 8 <= s.size())
        chunk = eight_bytes(s.data() + begin);
    else
        std::memcpy(&chunk, s.data() + begin, size);
    return mix(hash, (chunk | small) & ~std::uint64_t{0} >> (64 - 8 * size));
}

}  // namespace press
