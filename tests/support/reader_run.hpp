// SPDX-License-Identifier: MIT
// For tests of readers: files to read, and what was loaded from them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <quern/output.hpp>
#include <quern/testing.hpp>

namespace quern::testing {

inline std::vector<std::string> ids(const std::vector<Loaded>& all) {
    std::vector<std::string> ids;
    for (const auto& loaded : all) ids.push_back(loaded.document.id);
    return ids;
}

// Writes a file, compressed as its ending says.
inline void compress(const std::filesystem::path& path, std::string_view bytes) {
    OutputFile file(path, IfExists::replace);
    file.write(bytes);
    file.flush();
    file.commit();
}

}  // namespace quern::testing
