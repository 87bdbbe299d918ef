// SPDX-License-Identifier: MIT
// The JSON Schema (draft 7) of pipelines, for editors: made of what the installed stages declare.
#pragma once

#include <string>

#include "plugin/registry.hpp"

namespace quern::host {

std::string config_schema(const Registry& registry);

}  // namespace quern::host
