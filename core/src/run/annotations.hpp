// SPDX-License-Identifier: MIT
// The rows of one layer, as a reader brings them, for comparing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/plan.hpp"
#include "run/evaluation.hpp"

namespace quern::host {

// Which rows are compared, and by what.
struct Comparison {
    std::string layer;
    std::string column;  // that holds the label; empty: `label` or `kind` where the layer has it, else none
    std::vector<std::string> labels;             // these alone; empty: all
    std::map<std::string, std::string> renamed;  // labels of the gold and the result to another name
};

// The column that holds the label; nothing where there is none. An Error where the plan's reader does not
// bring the layer, or the layer not the column that was asked for.
std::optional<std::string> label_column(const Plan& plan, const Comparison& comparison);

struct AnnotatedDocument {
    std::string id;
    std::uint64_t text_hash = 0;
    std::vector<LabelledSpan> rows;
};

// Reads all documents of the prepared plan's reader. What cannot be read is an Error that says what, where
// and why.
void each_annotated(const Plan& plan, const Comparison& comparison,
                    const std::function<void(AnnotatedDocument)>& take);

struct Compared {
    Evaluation evaluation;
    // Gold documents that the result lacks: their rows count as missed. Documents of the result without gold
    // do not count.
    std::uint64_t missing = 0, without_gold = 0;
};

// Both plans must be prepared. An Error where ids repeat, where no document is in both, or where one has two
// texts.
Compared compare(const Plan& gold, const Plan& result, const Comparison& comparison);

}  // namespace quern::host
