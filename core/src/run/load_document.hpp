// SPDX-License-Identifier: MIT
// Loading documents outside a run.
#pragma once

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include <quern/document.hpp>
#include <quern/stage.hpp>

#include "document/scratch.hpp"
#include "pipeline/plan.hpp"
#include "run/problem.hpp"

namespace quern::host {

// The problem of a document with more bytes than the plan allows.
inline Problem too_large(const Plan& plan) {
    return {plan.input.label, fmt::format("larger than max_bytes, which is {}", plan.max_bytes),
            "give the pipeline a larger max_bytes, or split the document", false};
}

// Has the plan's reader load the item. False, with the problem, where that is not possible.
inline bool load_document(const Plan& plan, Item& item, Document& document, Scratch& scratch,
                          Problem& problem) {
    if (!item.problem.empty()) {
        problem = {plan.input.label, item.problem, {}, false};
        return false;
    }
    // A reader need not hold what is larger.
    if (std::max<std::uint64_t>(item.size, item.data.size()) > plan.max_bytes) {
        problem = too_large(plan);
        return false;
    }
    document.id = item.id;
    document.uri = item.uri;
    if (!item.media_type.empty()) document.media_type = item.media_type;
    const bool well = guarded(plan.input.label, problem, [&] {
        Access::enter(document, &plan.input.access, &scratch);
        plan.input.reader().load(item, document);
        document.finish_layers();
    });
    if (!well || document.source().size() <= plan.max_bytes) return well;
    problem = too_large(plan);
    return false;
}

}  // namespace quern::host
