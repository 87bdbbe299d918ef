// SPDX-License-Identifier: MIT
// A component as the planner hands it to the engine, without a configuration.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include <quern/stage.hpp>

#include "pipeline/plan.hpp"

namespace quern::testing {

inline host::PlannedStage planned(const std::string& label, std::unique_ptr<Component> object) {
    host::PlannedStage stage;
    stage.label = label;
    object->declare(stage.declaration);
    stage.access.stage = label;
    for (const auto& use : stage.declaration.content().layers)
        stage.access.uses.push_back({use.schema->name, use.mode, use.schema});
    stage.access.declared = &stage.declaration.content();
    stage.access.is_reader = dynamic_cast<const Reader*>(object.get()) != nullptr;
    stage.object = std::move(object);
    return stage;
}

}  // namespace quern::testing
