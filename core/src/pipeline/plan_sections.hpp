// SPDX-License-Identifier: MIT
// The sections of a pipeline: input, stages, outputs, tests.
#pragma once

#include "pipeline/plan.hpp"

namespace quern::host {

// Makes and checks the components and plans their layers.
void plan_sections(const ConfigNode& root, const Overrides& overrides, const Registry& registry, Plan& plan,
                   Diagnostics& diagnostics);

}  // namespace quern::host
