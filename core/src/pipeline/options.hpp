// SPDX-License-Identifier: MIT
// Sets the options of a component from its entry in the configuration.
#pragma once

#include <quern/declaration.hpp>

#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"

namespace quern::host {

// `stage` names the component in messages. `use` is the component's own key. With `check_paths` false, paths
// to read need not exist.
void set_options(const Declaration& declaration, const std::string& stage, const ConfigNode& entry,
                 bool check_paths, Diagnostics& diagnostics);

// "options: a, b, c        (quern stages tag.x)"
std::string known_options(const Declaration& declaration, const std::string& stage);

}  // namespace quern::host
