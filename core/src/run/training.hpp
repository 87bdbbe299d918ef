// SPDX-License-Identifier: MIT
// Trains the model of one stage of a plan.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/plan.hpp"

namespace quern::host {

struct TrainingReport {
    std::uint64_t documents = 0,
                  left_out = 0;  // left out: could not be read, were dropped, or had their text edited
    std::string first_problem;
};

// What machines have annotated counts this much.
constexpr double silver_weight = 0.3;

// Takes what the plan's reader reads through all stages in front of `stage` (its `use`), and has the stage
// learn from it. What comes from the files `silver` has less weight. The plan must be prepared as far as that
// stage. Throws an Error where the stage cannot be trained.
TrainingReport train_stage(const Plan& plan, const std::string& stage, const std::vector<std::string>& silver,
                           const std::filesystem::path& model,
                           const std::function<void(const std::string&)>& tell);

}  // namespace quern::host
