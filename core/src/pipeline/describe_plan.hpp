// SPDX-License-Identifier: MIT
// A plan as a person wants to see it, and as a graph.
#pragma once

#include <string>

#include "pipeline/plan.hpp"

namespace quern::host {

// What runs, what each stage reads and writes, the options in effect, and what comes out.
std::string to_text(const Plan& plan);

// Stages and layers as a graph for Graphviz.
std::string to_dot(const Plan& plan);

}  // namespace quern::host
