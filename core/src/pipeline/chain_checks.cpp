// SPDX-License-Identifier: MIT
#include "pipeline/chain_checks.hpp"

#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/printable.hpp"
#include "pipeline/text_need.hpp"

namespace quern::host {

namespace {

std::vector<std::string> names_of(const std::vector<SchemaPtr>& layers) {
    std::vector<std::string> names;
    for (const auto& layer : layers) names.push_back(layer->name);
    return names;
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

}  // namespace

std::vector<SchemaPtr> plan_tables(const Components& chain, const std::vector<SchemaPtr>& layers,
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

void check_layer_options(const Components& chain, const std::vector<SchemaPtr>& layers,
                         Diagnostics& diagnostics) {
    if (chain.may_bring_layers()) return;
    const auto names = names_of(layers);
    for (const auto* section : {&chain.stages, &chain.corpus, &chain.outputs})
        for (const BuiltStage* built : *section) check_layer_options(*built, names, diagnostics);
}

void check_text_order(const Components& chain, Diagnostics& diagnostics) {
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

}  // namespace quern::host
