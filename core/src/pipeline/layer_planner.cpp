// SPDX-License-Identifier: MIT
#include "pipeline/layer_planner.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/printable.hpp"
#include "plugin/describe.hpp"

namespace quern::host {

namespace {

bool writes(LayerMode mode) {
    return mode != LayerMode::read && mode != LayerMode::read_optional;
}

// Modes after which the layer is there.
bool makes(LayerMode mode) {
    return writes(mode) && mode != LayerMode::extend;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

// Names become files, tables and members of JSON.
bool is_layer_name(std::string_view name) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && name.size() <= 60 && letter(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

// What is known of one layer while the stages are gone through in order.
struct KnownLayer {
    std::shared_ptr<Schema> schema = std::make_shared<Schema>();
    std::vector<std::pair<const BuiltStage*, LayerMode>> makers;
    std::map<std::string, const BuiltStage*, std::less<>> column_from;  // who gave each column
};

class LayerPlanner {
public:
    LayerPlanner(const Chain& chain, const Registry& registry, Diagnostics& diagnostics)
        : chain_(chain), registry_(registry), diagnostics_(diagnostics) {}

    std::vector<SchemaPtr> plan();

private:
    // A layer as one stage names it, and where it does so.
    struct Name {
        std::string text;
        ConfigMark mark;
        bool given = false;  // by an option, in the configuration
    };
    // One stage's use of one layer.
    struct Use {
        const BuiltStage& by;
        const LayerUse& what;
        Name name;

        const std::string& label() const { return by.stage.label; }
    };

    Name name_of(const BuiltStage& built, const LayerUse& use) const;
    void check_name(const Use& use);
    void visit(BuiltStage& built, bool may_write);
    void visit(const Use& use);
    void check_read(const Use& use);
    void check_columns(const Use& use);
    void check_create(const Use& use);
    void check_extend(const Use& use);
    void merge_columns(const Use& use);
    void check_references(const Schema& layer);
    void complain_missing(const Use& use, std::string_view verb);
    template <class Wanted>
    std::vector<std::string> offers(const Use& use, Wanted wanted) const;
    void fill_access(BuiltStage& built);

    bool exists(const std::string& name) { return !layers_[name].makers.empty(); }

    const Chain& chain_;
    const Registry& registry_;
    Diagnostics& diagnostics_;
    std::map<std::string, KnownLayer> layers_;
    std::vector<std::string> created_;  // names, in order
};

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

void LayerPlanner::check_name(const Use& use) {
    const auto& [text, mark, given] = use.name;
    if (!is_layer_name(text))
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

// The stages installed of which some use of a layer is wanted.
template <class Wanted>
std::vector<std::string> LayerPlanner::offers(const Use& use, Wanted wanted) const {
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

void LayerPlanner::check_read(const Use& use) {
    if (exists(use.name.text))
        check_columns(use);
    else if (use.what.mode == LayerMode::read && !chain_.may_bring_layers())
        complain_missing(use, "needs");
}

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

void LayerPlanner::check_extend(const Use& use) {
    if (!exists(use.name.text) && !chain_.may_bring_layers()) return complain_missing(use, "adds columns to");
    const auto& owners = layers_[use.name.text].column_from;
    for (const auto& field : use.what.schema->fields)
        if (const auto owner = owners.find(field.name); owner != owners.end())
            diagnostics_.error(
                use.name.mark,
                fmt::format("{} adds the column '{}' to '{}', which has it from {}", use.label(), field.name,
                            use.name.text, with_line(*owner->second)));
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
                                           with_line(*owner->second), to_string(schema.fields[*at].type)));
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

}  // namespace

std::vector<SchemaPtr> plan_layers(const Chain& chain, const Registry& registry, Diagnostics& diagnostics) {
    return LayerPlanner(chain, registry, diagnostics).plan();
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
