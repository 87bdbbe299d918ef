// SPDX-License-Identifier: MIT
// Paths in a configuration: what they are relative to, and whether they are there.
#pragma once

#include <filesystem>
#include <string>

#include <quern/declaration.hpp>

#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"

namespace quern::host {

// The path that the value names: to read, relative to the file that wrote it; to write, to the current
// directory. "-" (stdin, stdout) stays as it is.
std::filesystem::path resolve_path(const ConfigNode& value, Option::PathKind kind);

// Complains, at the value's place, of a path to read that is not there or is of the wrong kind. A pattern
// such as news/*.html is taken for one where no file has that name.
void check_path(const std::filesystem::path& path, const ConfigNode& value, Option::PathKind kind,
                Diagnostics& diagnostics);

}  // namespace quern::host
