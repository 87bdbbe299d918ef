// SPDX-License-Identifier: MIT
// The rows of one layer, as a reader brings them, for comparing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
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

// One of the two that are compared.
struct Side {
    const Plan& plan;                // of its reader alone, prepared
    std::string name;                // for messages: "gold"
    std::vector<std::string> files;  // that it reads
};

struct Compared {
    Evaluation evaluation;
    // Gold documents that the result lacks: their rows count as missed. Documents of the result without gold
    // do not count.
    std::uint64_t missing = 0, without_gold = 0;
};

// An Error where something cannot be read, a side lacks the layer or its column, ids repeat, no document is
// in both or one has two texts, or where nobody has a label that was asked for.
Compared compare(const Side& gold, const Side& result, const Comparison& comparison);

}  // namespace quern::host
