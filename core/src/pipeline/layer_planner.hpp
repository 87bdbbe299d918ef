// SPDX-License-Identifier: MIT
// Which stage may do what with which layer: names resolved, reads checked against writes, schemas completed.
#pragma once

#include <vector>

#include "pipeline/components.hpp"
#include "pipeline/plan.hpp"

namespace quern::host {

// All components of a pipeline, in the order in which they see a document: stages, then corpus stages, then
// outputs.
struct Chain {
    BuiltStage* input = nullptr;  // null where there is none
    std::vector<BuiltStage*> stages, corpus, outputs;
    bool complete = true;  // false where some could not be made: what they write is not known
};

struct PlannedLayers {
    std::vector<SchemaPtr> layers, tables;
};

// Fills in each component's Access. Mistakes go to diagnostics.
PlannedLayers plan_layers(const Chain& chain, const Registry& registry, Diagnostics& diagnostics);

// The columns of `added` put behind those of `to`, where missing. The name of a column that has another type
// in each; empty where all is well.
std::string add_columns(Schema& to, const Schema& added);

}  // namespace quern::host
