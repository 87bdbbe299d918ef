// SPDX-License-Identifier: MIT
// `isolate: true`, which any stage takes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"

namespace quern::host {

// The key in an entry of `stages:`.
inline constexpr std::string_view isolate_key = "isolate";

// The stages of a pipeline that say `isolate: true`: their plugins are not to be loaded here.
std::vector<std::string> isolated_stages(const ConfigNode& root, Diagnostics& diagnostics);

}  // namespace quern::host
