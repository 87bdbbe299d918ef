// SPDX-License-Identifier: MIT
#include "pipeline/paths.hpp"

#include <unistd.h>

#include <system_error>
#include <vector>

#include <fmt/format.h>

#include <quern/input.hpp>

#include "pipeline/printable.hpp"
#include "sdk/path_parts.hpp"

namespace quern::host {

namespace fs = std::filesystem;

namespace {

// The name that was meant, where the folder holds one like it.
std::string similar(const fs::path& path) {
    std::vector<std::string> names;
    std::error_code none;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    for (fs::directory_iterator it(folder, none), end; it != end && names.size() < 1000; it.increment(none))
        names.push_back(it->path().filename().string());
    return nearest(path.filename().string(), names);
}

std::string missing_hint(const fs::path& path, const std::string& written) {
    if (written.starts_with("~/"))
        return fmt::format("'~' is not expanded: write ${{HOME}}{}", shown(written.substr(1)));
    std::error_code none;
    const fs::path folder = path.parent_path();
    if (!folder.empty() && !fs::exists(folder, none))
        return fmt::format("there is no folder '{}'", folder.string());
    const std::string near = similar(path);
    return near.empty() ? "" : fmt::format("did you mean '{}'?", shown(near));
}

}  // namespace

fs::path resolve_path(const ConfigNode& value, Option::PathKind kind) {
    const fs::path path = value.scalar;
    if (value.scalar == "-" || kind == Option::PathKind::output || !value.mark.source) return path;
    return (value.mark.source->folder / path).lexically_normal();
}

void check_path(const fs::path& path, const ConfigNode& value, Option::PathKind kind,
                Diagnostics& diagnostics) {
    if (value.scalar == "-" || kind == Option::PathKind::output) return;
    const auto complain = [&](std::string_view what, std::string hint = {}) {
        diagnostics.error(value.mark, fmt::format("'{}' {}", path.string(), what), std::move(hint));
    };
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
        const auto start = fixed_part(path.string()).first;
        if (kind == Option::PathKind::input && Glob::is_pattern(value.scalar) &&
            fs::is_directory(start.empty() ? "." : start, error))
            return;
        return complain("does not exist", missing_hint(path, value.scalar));
    }
    if (error) return complain(fmt::format("cannot be read: {}", error.message()));
    const bool folder = fs::is_directory(status);
    if (kind == Option::PathKind::file && folder) return complain("is a folder", "name a file");
    if (kind == Option::PathKind::folder && !folder) return complain("is a file", "name a folder");
    if (::access(path.c_str(), folder ? R_OK | X_OK : R_OK) != 0)
        complain("may not be read", "see its permissions");
}

}  // namespace quern::host
