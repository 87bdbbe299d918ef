// SPDX-License-Identifier: MIT
// Whether what a run writes would destroy what it reads, or what it writes elsewhere.
#pragma once

#include <filesystem>

#include "pipeline/layer_planner.hpp"
#include "pipeline/plan.hpp"

namespace quern::host {

// Complains of outputs, a quarantine and a report that would go to one place, over what is read, or among it,
// and of '~', which only shells know. `root` is the configuration, `plan` has its settings.
void check_written_paths(const Components& chain, const ConfigNode& root, const Plan& plan,
                         const Overrides& overrides, Diagnostics& diagnostics);

}  // namespace quern::host
