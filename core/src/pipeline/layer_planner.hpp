// SPDX-License-Identifier: MIT
// Which stage may do what with which layer: names resolved, reads checked against writes, schemas completed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/components.hpp"
#include "pipeline/plan.hpp"

namespace quern::host {

// All components of a pipeline.
struct Components {
    BuiltStage* input = nullptr;  // null where it could not be made
    std::vector<BuiltStage*> stages, corpus, outputs;
    bool complete = true;  // false where some could not be made: what they write is not known

    // Whether documents may come with layers that no stage declares.
    bool may_bring_layers() const {
        return !input || !complete || input->stage.declaration.content().brings_layers;
    }
};

// Fills in each component's Access; gives the layers in the order of creation. Mistakes go to diagnostics.
std::vector<SchemaPtr> plan_layers(const Components& chain, const Registry& registry,
                                   Diagnostics& diagnostics);

// The columns of `added` put behind those of `to`, where missing. Returns the name of a column that has
// another type in each, or nothing where all is well.
std::string add_columns(Schema& to, const Schema& added);

// "tag.names (line 7)"
std::string with_line(const BuiltStage& built);

// Whether no document can be of interest to both.
bool disjoint(const BuiltStage& a, const BuiltStage& b);

}  // namespace quern::host
