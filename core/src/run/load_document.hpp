// SPDX-License-Identifier: MIT
// Loading documents outside a run.
#pragma once

#include <quern/document.hpp>
#include <quern/stage.hpp>

#include "document/scratch.hpp"
#include "pipeline/plan.hpp"
#include "run/problem.hpp"

namespace quern::host {

// Has the plan's reader load the item. False, with the problem, where that is not possible.
inline bool load_document(const Plan& plan, Item& item, Document& document, Scratch& scratch,
                          Problem& problem) {
    if (!item.problem.empty()) {
        problem = {plan.input.label, item.problem, {}, false};
        return false;
    }
    document.id = item.id;
    document.uri = item.uri;
    if (!item.media_type.empty()) document.media_type = item.media_type;
    return guarded(plan.input.label, problem, [&] {
        Access::enter(document, &plan.input.access, &scratch);
        plan.input.reader().load(item, document);
        document.finish_layers();
    });
}

}  // namespace quern::host
