// SPDX-License-Identifier: MIT
// From a pipeline file to a plan.
#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/input.hpp>

#include "pipeline/load_config.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/plan_sections.hpp"
#include "pipeline/plan_settings.hpp"

namespace quern::host {

namespace {

// Depth is bounded where a file is parsed.
void record_environment(const ConfigNode& node, Plan& plan) {
    for (const auto& [written, value] : node.environment) plan.record(fmt::format("{}: {}", written, value));
    for (const auto& item : node.items) record_environment(*item, plan);
    for (const auto& member : node.members) record_environment(*member.value, plan);
}

// The reader that declares the ending of all these files.
std::string reader_of(const std::vector<std::string>& files, const Registry& registry) {
    std::map<std::string, std::string, std::less<>> by_ending;
    for (const auto& offer : registry.stages()) {
        if (offer.kind != ComponentKind::reader) continue;
        const auto object = offer.make();
        const auto declaration = offer.declare(*object);
        for (const auto& ending : declaration.content().file_endings) by_ending.emplace(ending, offer.name);
    }
    std::string reader;
    for (const auto& file : files) {
        const auto found =
            by_ending.find(std::filesystem::path(without_compression_ending(file)).extension().string());
        if (found == by_ending.end()) {
            std::vector<std::string> endings;
            for (const auto& [ending, name] : by_ending) endings.push_back(ending);
            throw Error(fmt::format("no installed reader knows annotations in files like {}", file),
                        fmt::format("known endings: {}", fmt::join(endings, ", ")));
        }
        if (!reader.empty() && reader != found->second)
            throw Error(
                fmt::format("{} and {} are of different formats", files.front(), file),
                "bring them into one format, by a `quern run` that reads the one and writes the other");
        reader = found->second;
    }
    return reader;
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
    registry = std::make_unique<Registry>(plugin_folders(folders, overrides.plugin_folders));
    if (overrides.read_by_ending)
        set_inputs(*config.root, overrides.inputs, reader_of(overrides.inputs, *registry));
    plan_sections(*config.root, overrides, *registry, plan, diagnostics);
    return plan;
}

}  // namespace quern::host
