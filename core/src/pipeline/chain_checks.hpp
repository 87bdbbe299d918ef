// SPDX-License-Identifier: MIT
// What is looked at when all components stand side by side, layers planned.
#pragma once

#include <vector>

#include "pipeline/layer_planner.hpp"

namespace quern::host {

// The tables of the corpus stages; complains of names that are taken.
std::vector<SchemaPtr> plan_tables(const Components& chain, const std::vector<SchemaPtr>& layers,
                                   Diagnostics& diagnostics);

// Complains of options that name layers which the pipeline does not have.
void check_layer_options(const Components& chain, const std::vector<SchemaPtr>& layers,
                         Diagnostics& diagnostics);

// Warns of a stage that builds texts behind one that needs them.
void check_text_order(const Components& chain, Diagnostics& diagnostics);

}  // namespace quern::host
