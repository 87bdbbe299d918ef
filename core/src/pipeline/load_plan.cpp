// SPDX-License-Identifier: MIT
// From a pipeline file to a plan.
#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "pipeline/annotation_reader.hpp"
#include "pipeline/load_config.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/plan_sections.hpp"
#include "pipeline/plan_settings.hpp"
#include "pipeline/processes.hpp"

namespace quern::host {

namespace {

// Depth is bounded where a file is parsed.
void record_environment(const ConfigNode& node, Plan& plan) {
    for (const auto& [written, value] : node.environment) plan.record(fmt::format("{}: {}", written, value));
    for (const auto& item : node.items) record_environment(*item, plan);
    for (const auto& member : node.members) record_environment(*member.value, plan);
}

}  // namespace

void Plan::record(std::string change) {
    std::replace(change.begin(), change.end(), '\n', ' ');
    if (std::find(changes.begin(), changes.end(), change) != changes.end()) return;
    text += "# " + change + "\n";
    changes.push_back(std::move(change));
}

Plan load_plan(const std::filesystem::path& file, const Overrides& overrides,
               std::unique_ptr<Registry>& registry, Diagnostics& diagnostics) {
    Plan plan;
    plan.file = file;
    const LoadedConfig config = load_config(file, diagnostics);
    plan.text = config.text;
    plan.files = config.files;
    if (!config.root) return plan;
    for (const auto& [path, value] : overrides.set) set_value(*config.root, path, value, diagnostics);
    if (!overrides.inputs.empty() && !overrides.read_by_ending) set_inputs(*config.root, overrides.inputs);
    record_environment(*config.root, plan);
    for (const auto& [path, value] : overrides.set) plan.record(fmt::format("--set {}={}", path, value));
    for (const auto& input : overrides.inputs) plan.record("INPUT " + input);
    read_settings(*config.root, plan, diagnostics);
    const auto folders = read_plugin_folders(*config.root, diagnostics);
    const auto processes = read_processes(*config.root, diagnostics);
    registry = std::make_unique<Registry>(plugin_folders(folders, overrides.plugin_folders),
                                          processes.isolated, processes.workers);
    check_named_workers(processes, *registry, diagnostics);
    if (overrides.read_by_ending)
        set_inputs(*config.root, overrides.inputs, reader_of(overrides.inputs, *registry));
    plan_sections(*config.root, overrides, *registry, plan, diagnostics);
    return plan;
}

}  // namespace quern::host
