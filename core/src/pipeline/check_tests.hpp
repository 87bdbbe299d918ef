// SPDX-License-Identifier: MIT
// Checks the shape of `tests:`; what they expect is compared by the test runner.
#pragma once

#include <vector>

#include "pipeline/plan.hpp"

namespace quern::host {

// A test is a map of
//   name           what it protects
//   text, html or document    one of them: what goes in
//   expect         layer: rows; and `text`, `metadata`
//   exactly: true  no other rows may stand between
// With `all_layers` false the pipeline may have others than those given.
std::vector<PipelineTest> read_tests(const ConfigNode& list, const std::vector<SchemaPtr>& layers,
                                     bool all_layers, Diagnostics& diagnostics);

}  // namespace quern::host
