// SPDX-License-Identifier: MIT
// From an entry of the configuration (`use:` and options) to an object with its options set.
#pragma once

#include <optional>
#include <string>

#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"
#include "pipeline/plan.hpp"
#include "plugin/registry.hpp"

namespace quern::host {

// Where in a pipeline an entry stands.
enum class Section { input, stages, outputs };

// A component with the entry that it was made from.
struct BuiltStage {
    PlannedStage stage;
    const ConfigNode* entry = nullptr;
};

// The component that the entry describes; nothing where that cannot be made, and then the reason is in
// diagnostics. Mistakes in options are in diagnostics as well, and leave the component.
std::optional<BuiltStage> build_component(const ConfigNode& entry, Section section, bool check_paths,
                                          const Registry& registry, Diagnostics& diagnostics);

}  // namespace quern::host
