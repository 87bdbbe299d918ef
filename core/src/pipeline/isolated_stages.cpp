// SPDX-License-Identifier: MIT
#include "pipeline/isolated_stages.hpp"

#include "pipeline/values.hpp"

namespace quern::host {

std::vector<std::string> isolated_stages(const ConfigNode& root, Diagnostics& diagnostics) {
    std::vector<std::string> names;
    const auto* stages = root.find("stages");
    if (!stages) return names;
    for (const auto& entry : stages->value->items) {
        const auto* isolate = entry->find(isolate_key);
        if (!isolate) continue;
        const auto wanted = ValueReader(diagnostics).boolean(*isolate->value, isolate_key);
        const auto* use = entry->find("use");
        if (wanted.value_or(false) && use) names.push_back(use->value->scalar);
    }
    return names;
}

}  // namespace quern::host
