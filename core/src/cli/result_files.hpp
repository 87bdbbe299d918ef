// SPDX-License-Identifier: MIT
// Results of a run that a command reads without a pipeline.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/verbs.hpp"
#include "pipeline/plan.hpp"

namespace quern::host {

// The plan of the reader of these files, prepared; nothing where there are mistakes, which are printed.
// Options of the reader are names and values.
std::optional<Plan> reader_plan(const std::vector<std::string>& files,
                                const std::vector<std::pair<std::string, std::string>>& options,
                                const Registry& registry, Context& context);

}  // namespace quern::host
