// SPDX-License-Identifier: MIT
#include "pipeline/layer_planning.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "document/ascii.hpp"
#include "pipeline/printable.hpp"
#include "plugin/describe.hpp"

namespace quern::host {

LayerPlanner::Name LayerPlanner::name_of(const BuiltStage& built, const LayerUse& use) const {
    Name name{use.schema->name, built.stage.where};
    if (use.name_option.empty()) return name;
    for (const auto& option : built.stage.declaration.content().options) {
        const auto* target = std::get_if<std::string*>(&option.target);
        if (option.name != use.name_option || !target) continue;
        const auto* member = built.entry->find(option.name);
        if (member) name.mark = member->value->mark;
        name.given = member != nullptr;
        if (member || !(*target)->empty()) name.text = **target;
    }
    return name;
}

// Names become files, tables and members of JSON.
void LayerPlanner::check_name(const Use& use) {
    constexpr std::size_t longest_name = 60;
    const auto& [text, mark, given] = use.name;
    if (!is_name(text) || text.size() > longest_name)
        diagnostics_.error(mark, fmt::format("'{}' cannot name a layer", shown(text)),
                           "letters, digits and _ can, with a letter first");
    else if (lower(text) == "documents" || lower(text) == "runs")
        diagnostics_.error(mark, fmt::format("a layer cannot be called '{}'", text),
                           "results have a table of that name already");
    for (const auto& known : created_)
        if (known != text && lower(known) == lower(text))
            diagnostics_.error(mark,
                               fmt::format("the layers '{}' and '{}' differ in capitals alone", known, text),
                               "tables and files could not be told apart");
}

std::vector<std::string> LayerPlanner::offers(const Use& use,
                                              const std::function<bool(const LayerUse&)>& wanted) const {
    std::vector<std::string> names;
    for (const auto& offer : registry_.stages()) {
        if (offer.kind != ComponentKind::stage || offer.name == use.by.stage.offer->name) continue;
        const Description other = describe(offer);
        const auto& uses = other.content().layers;
        if (std::any_of(uses.begin(), uses.end(), [&](const LayerUse& its) {
                return its.schema->name == use.name.text && wanted(its);
            }))
            names.push_back(offer.name);
    }
    return names;
}

// A needed layer is not there: who could write it?
void LayerPlanner::complain_missing(const Use& use, std::string_view verb) {
    const std::string message =
        fmt::format("{} {} the layer '{}', which no earlier stage writes", use.label(), verb, use.name.text);
    for (const BuiltStage* later : chain_.stages)
        for (const auto& its : later->stage.declaration.content().layers)
            if (later != &use.by && makes(its.mode) && name_of(*later, its).text == use.name.text)
                return diagnostics_.error(use.name.mark, message,
                                          fmt::format("move {} in front of it", with_line(*later)));
    const auto writers = offers(use, [](const LayerUse& its) { return makes(its.mode); });
    const std::string near = use.name.given ? nearest(use.name.text, created_) : "";
    std::vector<std::string> notes;
    if (!writers.empty())
        notes.push_back(fmt::format("written by: {}        (quern stages {})", fmt::join(writers, ", "),
                                    writers.front()));
    diagnostics_.error(use.name.mark, message, near.empty() ? "" : fmt::format("did you mean '{}'?", near),
                       std::move(notes));
}

// Whether the pipeline itself names the layer, and so counts on it. Options that say so are checked by
// themselves.
bool LayerPlanner::is_given(const Use& use) {
    const auto& options = use.by.stage.declaration.content().options;
    const auto option = std::find_if(options.begin(), options.end(),
                                     [&](const Option& known) { return known.name == use.what.name_option; });
    return option != options.end() && !option->layer_names && use.by.entry->find(option->name) != nullptr;
}

void LayerPlanner::check_read(const Use& use) {
    if (exists(use.name.text))
        check_columns(use);
    else if ((use.what.mode == LayerMode::read || is_given(use)) && !chain_.may_bring_layers())
        complain_missing(use, "needs");
}

void LayerPlanner::check_create(const Use& use) {
    for (const auto& [maker, mode] : layers_[use.name.text].makers) {
        if (disjoint(*maker, use.by)) continue;
        std::string hint;
        if (mode != LayerMode::write)
            hint = fmt::format("move it in front of {}", maker->stage.label);
        else if (!use.what.name_option.empty())
            hint = fmt::format("give it another name: '{}: …'", use.what.name_option);
        return diagnostics_.error(use.name.mark,
                                  fmt::format("{} creates the layer '{}', which {} has written", use.label(),
                                              use.name.text, with_line(*maker)),
                                  hint);
    }
}

void LayerPlanner::visit(const Use& use) {
    const LayerMode mode = use.what.mode;
    if (writes(mode))
        check_name(use);
    else
        check_read(use);
    if (mode == LayerMode::write) check_create(use);
    if (mode == LayerMode::extend) check_extend(use);
    merge_columns(use);
    if (!makes(mode)) return;
    if (!exists(use.name.text)) created_.push_back(use.name.text);
    layers_[use.name.text].makers.emplace_back(&use.by, mode);
}

void LayerPlanner::visit(BuiltStage& built, bool may_write) {
    for (const auto& layer : built.stage.declaration.content().layers) {
        const Use use{built, layer, name_of(built, layer)};
        if (may_write || !writes(layer.mode)) {
            visit(use);
        } else {
            diagnostics_.error(
                built.stage.where,
                fmt::format("{} declares that it writes the layer '{}', which only a stage can", use.label(),
                            use.name.text),
                "this is a mistake of the plugin");
        }
    }
}

void LayerPlanner::fill_access(BuiltStage& built) {
    Access& access = built.stage.access;
    access.stage = built.stage.label;
    access.declared = &built.stage.declaration.content();
    access.is_reader = built.stage.offer->kind == ComponentKind::reader;
    if (access.is_reader) return;
    for (const auto& use : access.declared->layers)
        access.uses.push_back({use.schema->name, use.mode, layers_[name_of(built, use).text].schema});
}

std::vector<SchemaPtr> LayerPlanner::plan() {
    for (BuiltStage* built : chain_.stages) visit(*built, true);
    for (BuiltStage* built : chain_.corpus) visit(*built, false);
    for (BuiltStage* built : chain_.outputs) visit(*built, false);
    for (auto& [name, layer] : layers_) layer.schema->name = name;
    for (const auto* section : {&chain_.stages, &chain_.corpus, &chain_.outputs})
        for (BuiltStage* built : *section) fill_access(*built);
    if (chain_.input) fill_access(*chain_.input);
    std::vector<SchemaPtr> out;
    for (const auto& name : created_) {
        check_references(*layers_[name].schema);
        out.push_back(layers_[name].schema);
    }
    return out;
}

std::vector<SchemaPtr> plan_layers(const Components& chain, const Registry& registry,
                                   Diagnostics& diagnostics) {
    return LayerPlanner(chain, registry, diagnostics).plan();
}

std::string with_line(const BuiltStage& built) {
    return fmt::format("{} (line {})", built.stage.label, built.stage.where.line);
}

bool disjoint(const BuiltStage& a, const BuiltStage& b) {
    const auto& left = a.stage.declaration.content().media_types;
    const auto& right = b.stage.declaration.content().media_types;
    return !left.empty() && !right.empty() && std::none_of(left.begin(), left.end(), [&](const auto& type) {
        return std::find(right.begin(), right.end(), type) != right.end();
    });
}

}  // namespace quern::host
