// SPDX-License-Identifier: MIT
// From a pipeline file to a plan.
#include <algorithm>

#include <fmt/format.h>

#include "pipeline/load_config.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/plan_sections.hpp"
#include "pipeline/plan_settings.hpp"

namespace quern::host {

namespace {

// What the command line changed belongs to the record of a run as much as the file does.
std::string as_comments(const Overrides& overrides) {
    std::string out;
    const auto add = [&out](std::string line) {
        std::replace(line.begin(), line.end(), '\n', ' ');
        out += "# " + line + "\n";
    };
    for (const auto& [path, value] : overrides.set) add(fmt::format("--set {}={}", path, value));
    for (const auto& input : overrides.inputs) add("INPUT " + input);
    return out;
}

}  // namespace

Plan load_plan(const std::filesystem::path& file, const Overrides& overrides,
               std::unique_ptr<Registry>& registry, Diagnostics& diagnostics) {
    Plan plan;
    plan.file = file;
    const LoadedConfig config = load_config(file, diagnostics);
    plan.text = config.text + as_comments(overrides);
    if (!config.root) return plan;
    for (const auto& [path, value] : overrides.set) set_value(*config.root, path, value, diagnostics);
    if (!overrides.inputs.empty()) set_inputs(*config.root, overrides.inputs);
    read_settings(*config.root, plan, diagnostics);
    const auto folders = read_plugin_folders(*config.root, diagnostics);
    registry = std::make_unique<Registry>(plugin_folders(folders, overrides.plugin_folders));
    plan_sections(*config.root, overrides, *registry, plan, diagnostics);
    return plan;
}

}  // namespace quern::host
