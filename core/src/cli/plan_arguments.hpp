// SPDX-License-Identifier: MIT
// What all commands that take a pipeline share: its arguments, and loading it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/verbs.hpp"
#include "pipeline/plan.hpp"

namespace quern::host {

struct PlanArguments {
    std::string file;
    std::vector<std::string> set, inputs;
    std::filesystem::path report, retry;  // see Overrides
    bool read_by_ending = false;

    // Adds PIPELINE, [INPUT…] and --set. `this` must outlive the parsing.
    void add_to(CLI::App& verb);
    // Adds PIPELINE, --gold FILE… and --set: the files are read instead of the pipeline's input.
    void add_gold_to(CLI::App& verb);
    // The plan; nothing where it has mistakes. Prints these to stderr and sets the exit code.
    std::optional<Plan> load(Context& context, std::unique_ptr<Registry>& registry,
                             bool stages_alone = false) const;

private:
    void add_common(CLI::App& verb);
};

// False where something cannot be prepared. Prints what is wrong to stderr, unless the run is interrupted,
// and sets the exit code.
bool prepare(Plan& plan, Preparation what, std::vector<std::string>& warnings, Context& context);

}  // namespace quern::host
