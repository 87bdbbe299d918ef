// SPDX-License-Identifier: MIT
// Paths, as the walk over files and the checks of a configuration both see them.
#pragma once

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

namespace quern {

// One spelling for each place: absolute, links followed as far as the path is there, no slash behind.
inline std::filesystem::path whole_path(const std::filesystem::path& path) {
    std::error_code none;
    auto full =
        std::filesystem::weakly_canonical(std::filesystem::absolute(path.empty() ? "." : path, none), none);
    return full.has_filename() ? full : full.parent_path();
}

// The folder that all matches of a pattern lie in, with a slash behind or empty, and the rest:
// news/*/a.html -> news/ and */a.html
inline std::pair<std::string, std::string> fixed_part(const std::string& pattern) {
    const auto wild = pattern.find_first_of("*?[");
    const auto slash = pattern.rfind('/', wild);
    if (slash == std::string::npos) return {"", pattern};
    return {pattern.substr(0, slash + 1), pattern.substr(slash + 1)};
}

}  // namespace quern
