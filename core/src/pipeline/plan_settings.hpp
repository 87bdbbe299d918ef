// SPDX-License-Identifier: MIT
// The keys of a pipeline that stand for themselves: all but its components and tests.
#pragma once

#include <vector>

#include "pipeline/plan.hpp"

namespace quern::host {

// Complains of unknown keys and of another version of the format; reads title, on_error, quarantine,
// max_bytes.
void read_settings(const ConfigNode& root, Plan& plan, Diagnostics& diagnostics);

// The folders of `plugins:` that are there.
std::vector<PluginFolder> read_plugin_folders(const ConfigNode& root, Diagnostics& diagnostics);

}  // namespace quern::host
