// SPDX-License-Identifier: MIT
// Decompression of a stream of bytes, chosen by how it begins.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

namespace quern {

class Decompressor {
public:
    // Puts up to `size` compressed bytes where it is told; 0 at the end.
    using Source = std::function<std::size_t(char*, std::size_t)>;

    virtual ~Decompressor() = default;
    // Fills `to` as far as bytes are left. Throws an Error for data that is damaged or cut short.
    virtual std::size_t read(char* to, std::size_t size) = 0;

    // For data that begins like gzip or zstd; null for any other. `beginning` is handed in again through
    // `source`.
    static std::unique_ptr<Decompressor> for_data(std::string_view beginning, Source source);
};

}  // namespace quern
