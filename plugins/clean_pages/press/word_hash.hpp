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

// The first bytes of eight that make ASCII letters small. The bit that does so is set in all digits.
inline std::uint64_t small_bytes(std::uint64_t chunk, std::size_t size) {
    return (chunk | 0x2020202020202020) & ~std::uint64_t{0} >> (64 - 8 * size);
}

// Of a run of ASCII letters and digits that is long, or ends near the end of the text.
[[gnu::noinline]] inline std::uint64_t hash_of_odd_run(std::string_view run) {
    auto hash = hash_start;
    for (; run.size() > 8; run.remove_prefix(8)) hash = mix(hash, small_bytes(eight_bytes(run.data()), 8));
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, run.data(), run.size());
    return mix(hash, small_bytes(chunk, run.size()));
}

inline std::uint64_t hash_of_run(std::string_view s, std::size_t begin, std::size_t size) {
    if (size > 8 || begin + 8 > s.size()) return hash_of_odd_run(s.substr(begin, size));
    return mix(hash_start, small_bytes(eight_bytes(s.data() + begin), size));
}

}  // namespace press
