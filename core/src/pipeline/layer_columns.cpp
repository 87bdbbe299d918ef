// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/layer_planning.hpp"

namespace quern::host {

// A column that a stage counts on and that nobody fills is no mistake by itself, but never what was meant.
void LayerPlanner::check_columns(const Use& use) {
    if (use.what.mode != LayerMode::read || chain_.may_bring_layers()) return;
    const Schema& there = *layers_[use.name.text].schema;
    for (const auto& field : use.what.schema->fields) {
        if (there.find(field.name)) continue;
        const auto givers = offers(
            use, [&](const LayerUse& its) { return writes(its.mode) && its.schema->find(field.name); });
        std::vector<std::string> notes;
        if (!givers.empty())
            notes.push_back(fmt::format("written by: {}        (quern stages {})", fmt::join(givers, ", "),
                                        givers.front()));
        diagnostics_.warning(use.name.mark,
                             fmt::format("{} reads the column '{}' of '{}', which no earlier stage writes",
                                         use.label(), field.name, use.name.text),
                             "it will be empty", std::move(notes));
    }
}

void LayerPlanner::check_extend(const Use& use) {
    if (!exists(use.name.text) && !chain_.may_bring_layers()) return complain_missing(use, "adds columns to");
    const auto& owners = layers_[use.name.text].column_from;
    for (const auto& field : use.what.schema->fields)
        if (const auto owner = owners.find(field.name); owner != owners.end())
            diagnostics_.error(use.name.mark,
                               fmt::format("{} adds the column '{}' to '{}', which has it from {}",
                                           use.label(), field.name, use.name.text, with_line(*owner->second)),
                               "leave one of the two out");
}

void LayerPlanner::merge_columns(const Use& use) {
    KnownLayer& layer = layers_[use.name.text];
    Schema& schema = *layer.schema;
    if (schema.summary.empty() && use.what.mode != LayerMode::extend)
        schema.summary = use.what.schema->summary;
    for (const auto& field : use.what.schema->fields) {
        const auto at = schema.find(field.name);
        if (at && schema.fields[*at].type != field.type) {
            const auto owner = layer.column_from.find(field.name);
            diagnostics_.error(use.name.mark,
                               fmt::format("{} has the column '{}' of '{}' as {}, and {} has it as {}",
                                           use.label(), field.name, use.name.text, to_string(field.type),
                                           with_line(*owner->second), to_string(schema.fields[*at].type)),
                               "one of them must give it another name or the other's type");
        }
        if (at) continue;
        schema.fields.push_back(field);
        layer.column_from.emplace(field.name, &use.by);
        // The stage may know the layer that a reference leads to by another name.
        for (const auto& other : use.by.stage.declaration.content().layers)
            if (other.schema->name == field.target) schema.fields.back().target = name_of(use.by, other).text;
    }
}

// A reference into a layer that nobody writes stays empty: fine where the stage says that it does without.
void LayerPlanner::check_references(const Schema& layer) {
    for (const auto& field : layer.fields) {
        if (field.type != Type::reference || exists(field.target) || chain_.may_bring_layers()) continue;
        const BuiltStage& owner = *layers_[layer.name].column_from.at(field.name);
        const auto& uses = owner.stage.declaration.content().layers;
        const bool optional = std::any_of(uses.begin(), uses.end(), [&](const LayerUse& use) {
            return use.mode == LayerMode::read_optional && name_of(owner, use).text == field.target;
        });
        if (!optional)
            diagnostics_.warning(owner.stage.where,
                                 fmt::format("'{}' of '{}' refers to the layer '{}', which no stage writes",
                                             field.name, layer.name, field.target),
                                 "it will be empty");
    }
}

std::string add_columns(Schema& to, const Schema& added) {
    for (const auto& field : added.fields) {
        const auto at = to.find(field.name);
        if (!at)
            to.fields.push_back(field);
        else if (to.fields[*at].type != field.type)
            return field.name;
    }
    return {};
}

}  // namespace quern::host
