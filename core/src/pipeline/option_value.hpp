// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <variant>

#include "pipeline/plan.hpp"

namespace quern::host {

// The value of a stage's option; null where it has none of that name and type.
template <class T>
const T* option_value(const PlannedStage& stage, std::string_view name) {
    for (const auto& option : stage.declaration.content().options)
        if (option.name == name)
            if (const auto* target = std::get_if<T*>(&option.target)) return *target;
    return nullptr;
}

}  // namespace quern::host
