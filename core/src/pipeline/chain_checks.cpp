// SPDX-License-Identifier: MIT
#include "pipeline/chain_checks.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/paths.hpp"
#include "pipeline/printable.hpp"

namespace quern::host {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> names_of(const std::vector<SchemaPtr>& layers) {
    std::vector<std::string> names;
    for (const auto& layer : layers) names.push_back(layer->name);
    return names;
}

// Calls `take` with each value of an option: of a list each entry.
template <class Take>
void each_value(const ConfigNode& node, Take take) {
    if (node.kind == ConfigNode::Kind::scalar && !node.faulty) take(node);
    for (const auto& item : node.items)
        if (item->kind == ConfigNode::Kind::scalar && !item->faulty) take(*item);
}

void check_layer_options(const BuiltStage& built, const std::vector<std::string>& names,
                         Diagnostics& diagnostics) {
    for (const auto& option : built.stage.declaration.content().options) {
        const auto* member = option.layer_names ? built.entry->find(option.name) : nullptr;
        if (!member) continue;
        if (member->value->kind == ConfigNode::Kind::list && member->value->items.empty())
            diagnostics.error(member->value->mark, fmt::format("'{}' names no layer", option.name),
                              "name some, or leave it out");
        each_value(*member->value, [&](const ConfigNode& node) {
            if (std::find(names.begin(), names.end(), node.scalar) != names.end()) return;
            const std::string near = nearest(node.scalar, names);
            diagnostics.error(
                node.mark, fmt::format("this pipeline has no layer '{}'", shown(node.scalar)),
                near.empty() ? "" : fmt::format("did you mean '{}'?", near),
                {names.empty() ? "no stage writes one"
                               : fmt::format("layers: {}        (quern plan)", fmt::join(names, ", "))});
        });
    }
}

// Calls `take` with each path that the component is given to write (or to read), and its node.
template <class Take>
void each_path(const BuiltStage& built, bool to_write, Take take) {
    for (const auto& option : built.stage.declaration.content().options) {
        const auto* member = option.is_path() ? built.entry->find(option.name) : nullptr;
        if (member && (option.path_kind == Option::PathKind::output) == to_write)
            each_value(*member->value,
                       [&](const ConfigNode& node) { take(resolve_path(node, option.path_kind), node); });
    }
}

// One spelling for each place.
fs::path whole_path(const fs::path& path) {
    std::error_code none;
    fs::path full = fs::weakly_canonical(fs::absolute(path, none), none);
    return full.has_filename() ? full : full.parent_path();
}

// /dev/null and pipes take any number of writers.
bool takes_many_writers(const fs::path& path) {
    std::error_code none;
    return fs::exists(path, none) && !fs::is_regular_file(path, none) && !fs::is_directory(path, none);
}

}  // namespace

std::vector<SchemaPtr> plan_tables(const Chain& chain, const std::vector<SchemaPtr>& layers,
                                   Diagnostics& diagnostics) {
    std::vector<SchemaPtr> tables;
    std::map<std::string, std::string> makers;
    const auto names = names_of(layers);
    for (const BuiltStage* built : chain.corpus) {
        for (const auto& table : built->stage.declaration.content().tables) {
            if (std::find(names.begin(), names.end(), table->name) != names.end())
                diagnostics.error(built->stage.where,
                                  fmt::format("{} makes a table '{}', and a layer has that name",
                                              built->stage.label, table->name));
            const auto [maker, fresh] = makers.emplace(table->name, with_line(*built));
            if (fresh)
                tables.push_back(table);
            else
                diagnostics.error(built->stage.where,
                                  fmt::format("{} makes a table '{}', as does {}", built->stage.label,
                                              table->name, maker->second));
        }
    }
    return tables;
}

void check_layer_options(const Chain& chain, const std::vector<SchemaPtr>& layers, Diagnostics& diagnostics) {
    if (chain.may_bring_layers()) return;
    const auto names = names_of(layers);
    for (const auto* section : {&chain.stages, &chain.corpus, &chain.outputs})
        for (const BuiltStage* built : *section) check_layer_options(*built, names, diagnostics);
}

void check_text_order(const Chain& chain, Diagnostics& diagnostics) {
    for (auto builder = chain.stages.begin(); builder != chain.stages.end(); ++builder) {
        if (!(*builder)->stage.declaration.content().builds_text) continue;
        const auto too_early = [&](const BuiltStage* earlier) {
            return needs_text(earlier->stage.declaration.content()) && !disjoint(*earlier, **builder);
        };
        const auto earlier = std::find_if(chain.stages.begin(), builder, too_early);
        if (earlier != builder)
            diagnostics.warning(
                (*builder)->stage.where,
                fmt::format("{} makes the text of documents that have none, and {} needs it before",
                            (*builder)->stage.label, with_line(**earlier)),
                fmt::format("move it in front of {}", (*earlier)->stage.label));
    }
}

void check_output_paths(const Chain& chain, const ConfigNode* quarantine, Diagnostics& diagnostics) {
    std::map<fs::path, std::string> users;
    if (chain.input)
        each_path(*chain.input, false, [&](const fs::path& path, const ConfigNode&) {
            if (path != "-")
                users.emplace(whole_path(path), fmt::format("which {} reads", chain.input->stage.label));
        });
    const auto claim = [&](const std::string& user, const fs::path& path, const ConfigNode& node) {
        if (path.empty() || takes_many_writers(path)) return;
        const auto [other, fresh] =
            users.emplace(path == "-" ? path : whole_path(path), fmt::format("as does {}", user));
        if (!fresh)
            diagnostics.error(node.mark,
                              fmt::format("{} would write to '{}', {}", user, path.string(), other->second),
                              "give it a path of its own");
    };
    for (const BuiltStage* output : chain.outputs)
        each_path(*output, true, [&](const fs::path& path, const ConfigNode& node) {
            claim(output->stage.label, path, node);
        });
    if (quarantine)
        each_value(*quarantine, [&](const ConfigNode& node) { claim("'quarantine'", node.scalar, node); });
}

}  // namespace quern::host
