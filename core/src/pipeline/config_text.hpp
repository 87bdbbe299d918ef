// SPDX-License-Identifier: MIT
// What is looked at before a configuration is read as YAML: its bytes.
#pragma once

#include <cstddef>
#include <memory>

#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"

namespace quern::host {

constexpr std::size_t max_config_bytes = 1'000'000;

// True where the text can be given to the YAML parser; else the reason is in diagnostics.
bool check_config_text(const std::shared_ptr<const ConfigSource>& source, Diagnostics& diagnostics);

// Reads a file; null where that cannot be done, and then the reason is in diagnostics: at `asked`, the place
// that names the file, or, where that is nowhere, without a place.
std::shared_ptr<const ConfigSource> read_config_file(const std::filesystem::path& file,
                                                     const ConfigMark& asked, Diagnostics& diagnostics);

}  // namespace quern::host
