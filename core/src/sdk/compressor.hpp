// SPDX-License-Identifier: MIT
// Compression of a stream of bytes, chosen by the ending of a file's name.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

namespace quern {

class Compressor {
public:
    using Sink = std::function<void(std::string_view)>;

    virtual ~Compressor() = default;
    virtual void write(std::string_view bytes) = 0;
    virtual void finish() = 0;

    // For .gz and .zst; null for any other ending.
    static std::unique_ptr<Compressor> for_path(const std::filesystem::path& path, Sink sink);
};

}  // namespace quern
