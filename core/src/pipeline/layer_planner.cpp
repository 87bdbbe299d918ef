// SPDX-License-Identifier: MIT
#include "pipeline/layer_planner.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/values.hpp"
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
    const auto letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; };
    return !name.empty() && name.size() <= 60 && letter(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

// What is known of one layer while the stages are gone through in order.
struct KnownLayer {
    std::shared_ptr<Schema> schema = std::make_shared<Schema>();
    std::vector<std::pair<const BuiltStage*, LayerMode>> writers;
    std::map<std::string, const BuiltStage*, std::less<>> column_from;  // who gave each column

    bool exists() const {
        return std::any_of(writers.begin(), writers.end(), [](const auto& w) { return makes(w.second); });
    }
};

class LayerPlanner {
public:
    LayerPlanner(const Chain& chain, const Registry& registry, Diagnostics& diagnostics)
        : chain_(chain), registry_(registry), diagnostics_(diagnostics) {}

    PlannedLayers plan();

private:
    // The value of the option that names the layer, with its place; the schema's own name where there is
    // none.
    struct Name {
        std::string text;
        ConfigMark mark;
        bool given = false;  // by the option, in the configuration
    };
    Name name_of(const BuiltStage& built, const LayerUse& use) const;
    void check_name(const BuiltStage& built, const Name& name);

    void visit(BuiltStage& built, bool may_write);
    void visit(BuiltStage& built, const LayerUse& use, const Name& name);
    void check_read(const BuiltStage& built, const LayerUse& use, const Name& name);
    void check_create(const BuiltStage& built, const LayerUse& use, const Name& name,
                      const KnownLayer& layer);
    void check_extend(const BuiltStage& built, const LayerUse& use, const Name& name, KnownLayer& layer);
    void merge_columns(const BuiltStage& built, const LayerUse& use, const Name& name, KnownLayer& layer);
    void missing(const BuiltStage& built, const Name& name, std::string message);
    void check_tables(BuiltStage& built);
    void check_text_order();
    void check_names_in_options(const BuiltStage& built);
    void check_references();
    void fill_access(BuiltStage& built);

    KnownLayer& layer(const std::string& name);
    std::vector<BuiltStage*> all() const;
    std::vector<std::string> layer_names() const;
    bool reader_brings() const {
        return !chain_.input || chain_.input->stage.declaration.content().brings_layers;
    }

    const Chain& chain_;
    const Registry& registry_;
    Diagnostics& diagnostics_;
    std::vector<std::pair<std::string, KnownLayer>> layers_;  // in the order of creation
    std::vector<SchemaPtr> tables_;
    std::map<std::string, std::string> table_from_;
};

std::string line_of(const BuiltStage& built) {
    return fmt::format("{} (line {})", built.stage.label, built.stage.where.line);
}

KnownLayer& LayerPlanner::layer(const std::string& name) {
    for (auto& [known, layer] : layers_)
        if (known == name) return layer;
    auto& added = layers_.emplace_back(name, KnownLayer{}).second;
    added.schema->name = name;
    return added;
}

std::vector<BuiltStage*> LayerPlanner::all() const {
    std::vector<BuiltStage*> out;
    if (chain_.input) out.push_back(chain_.input);
    for (const auto* section : {&chain_.stages, &chain_.corpus, &chain_.outputs})
        out.insert(out.end(), section->begin(), section->end());
    return out;
}

std::vector<std::string> LayerPlanner::layer_names() const {
    std::vector<std::string> names;
    for (const auto& [name, layer] : layers_)
        if (layer.exists()) names.push_back(name);
    return names;
}

LayerPlanner::Name LayerPlanner::name_of(const BuiltStage& built, const LayerUse& use) const {
    Name name{use.schema->name, built.stage.where};
    if (use.name_option.empty()) return name;
    for (const auto& option : built.stage.declaration.content().options) {
        const auto* target = std::get_if<std::string*>(&option.target);
        if (option.name != use.name_option || !target || (*target)->empty()) continue;
        name.text = **target;
        if (const auto* member = built.entry->find(option.name)) {
            name.mark = member->value->mark;
            name.given = true;
        }
    }
    return name;
}

void LayerPlanner::check_name(const BuiltStage& built, const Name& name) {
    if (!is_layer_name(name.text))
        diagnostics_.error(name.mark, fmt::format("'{}' cannot name a layer", shown(name.text)),
                           "letters, digits and _ can, with a letter first");
    else if (lower(name.text) == "documents" || lower(name.text) == "runs")
        diagnostics_.error(name.mark,
                           fmt::format("{} cannot name a layer '{}'", built.stage.label, name.text),
                           "results have a table of that name already");
    for (const auto& [known, layer] : layers_)
        if (known != name.text && lower(known) == lower(name.text))
            diagnostics_.error(
                name.mark, fmt::format("the layers '{}' and '{}' differ in capitals alone", known, name.text),
                "tables and files could not be told apart");
}

// A needed layer is not there: who could write it?
void LayerPlanner::missing(const BuiltStage& built, const Name& name, std::string message) {
    for (const BuiltStage* later : chain_.stages)
        for (const auto& use : later->stage.declaration.content().layers)
            if (later != &built && makes(use.mode) && name_of(*later, use).text == name.text)
                return diagnostics_.error(name.mark, std::move(message),
                                          fmt::format("move {} in front of it", line_of(*later)));
    std::vector<std::string> offers;
    for (const auto& offer : registry_.stages()) {
        if (offer.kind != ComponentKind::stage || offer.name == built.stage.offer->name) continue;
        const Description other = describe(offer);
        const auto& uses = other.content().layers;
        if (std::any_of(uses.begin(), uses.end(),
                        [&](const auto& use) { return makes(use.mode) && use.schema->name == name.text; }))
            offers.push_back(offer.name);
    }
    const std::string near = name.given ? nearest(name.text, layer_names()) : "";
    std::vector<std::string> notes;
    if (!offers.empty())
        notes.push_back(
            fmt::format("written by: {}        (quern stages {})", fmt::join(offers, ", "), offers.front()));
    diagnostics_.error(name.mark, std::move(message),
                       near.empty() ? "" : fmt::format("did you mean '{}'?", near), std::move(notes));
}

void LayerPlanner::check_read(const BuiltStage& built, const LayerUse& use, const Name& name) {
    if (use.mode != LayerMode::read || layer(name.text).exists() || reader_brings() || !chain_.complete)
        return;
    missing(
        built, name,
        fmt::format("{} needs the layer '{}', which no earlier stage writes", built.stage.label, name.text));
}

// Two stages whose documents can never be the same.
bool disjoint(const BuiltStage& a, const BuiltStage& b) {
    const auto& left = a.stage.declaration.content().media_types;
    const auto& right = b.stage.declaration.content().media_types;
    return !left.empty() && !right.empty() && std::none_of(left.begin(), left.end(), [&](const auto& type) {
        return std::find(right.begin(), right.end(), type) != right.end();
    });
}

void LayerPlanner::check_create(const BuiltStage& built, const LayerUse& use, const Name& name,
                                const KnownLayer& layer) {
    for (const auto& [writer, mode] : layer.writers) {
        if (!makes(mode) || disjoint(*writer, built)) continue;
        const std::string hint =
            use.name_option.empty() ? "" : fmt::format("give it another name: '{}: …'", use.name_option);
        diagnostics_.error(name.mark,
                           writer == &built
                               ? fmt::format("{} creates the layer '{}' twice", built.stage.label, name.text)
                               : fmt::format("{} creates the layer '{}', which {} has written",
                                             built.stage.label, name.text, line_of(*writer)),
                           hint);
        return;
    }
}

void LayerPlanner::check_extend(const BuiltStage& built, const LayerUse& use, const Name& name,
                                KnownLayer& layer) {
    if (!layer.exists() && !reader_brings() && chain_.complete) {
        missing(built, name,
                fmt::format("{} adds columns to the layer '{}', which no earlier stage writes",
                            built.stage.label, name.text));
        return;
    }
    for (const auto& field : use.schema->fields) {
        const auto owner = layer.column_from.find(field.name);
        if (owner != layer.column_from.end())
            diagnostics_.error(
                name.mark, fmt::format("{} adds the column '{}' to '{}', which has it from {}",
                                       built.stage.label, field.name, name.text, line_of(*owner->second)));
    }
}

void LayerPlanner::merge_columns(const BuiltStage& built, const LayerUse& use, const Name& name,
                                 KnownLayer& layer) {
    Schema& schema = *layer.schema;
    if (schema.summary.empty() && use.mode != LayerMode::extend) schema.summary = use.schema->summary;
    for (const auto& field : use.schema->fields) {
        if (const auto at = schema.find(field.name)) {
            if (schema.fields[*at].type == field.type) continue;
            const auto owner = layer.column_from.find(field.name);
            diagnostics_.error(
                name.mark,
                fmt::format("{} wants the column '{}' of '{}' as {}, and it is {}", built.stage.label,
                            field.name, name.text, to_string(field.type), to_string(schema.fields[*at].type)),
                {},
                owner == layer.column_from.end() ? std::vector<std::string>{}
                                                 : std::vector{"it is so in " + line_of(*owner->second)});
            continue;
        }
        schema.fields.push_back(field);
        // A reference to a layer that the stage knows by another name.
        for (const auto& other : built.stage.declaration.content().layers)
            if (other.schema->name == field.target) schema.fields.back().target = name_of(built, other).text;
        layer.column_from.emplace(field.name, &built);
    }
}

void LayerPlanner::visit(BuiltStage& built, const LayerUse& use, const Name& name) {
    if (use.mode == LayerMode::read || use.mode == LayerMode::read_optional) check_read(built, use, name);
    KnownLayer& known = layer(name.text);
    if (use.mode == LayerMode::write) check_create(built, use, name, known);
    if (use.mode == LayerMode::extend) check_extend(built, use, name, known);
    merge_columns(built, use, name, known);
    if (writes(use.mode)) known.writers.emplace_back(&built, use.mode);
}

void LayerPlanner::visit(BuiltStage& built, bool may_write) {
    const auto& content = built.stage.declaration.content();
    for (const auto& use : content.layers) {
        const Name name = name_of(built, use);
        if (writes(use.mode)) {
            check_name(built, name);
            if (!may_write) {
                diagnostics_.error(
                    built.stage.where,
                    fmt::format("{} declares that it writes the layer '{}', which only a stage can",
                                built.stage.label, name.text),
                    "this is a mistake of the plugin");
                continue;
            }
        }
        visit(built, use, name);
    }
}

void LayerPlanner::check_tables(BuiltStage& built) {
    for (const auto& table : built.stage.declaration.content().tables) {
        const auto names = layer_names();
        if (std::find(names.begin(), names.end(), table->name) != names.end())
            diagnostics_.error(built.stage.where,
                               fmt::format("{} makes a table '{}', and a layer has that name",
                                           built.stage.label, table->name));
        if (const auto [first, fresh] = table_from_.emplace(table->name, line_of(built)); !fresh)
            diagnostics_.error(built.stage.where, fmt::format("{} makes a table '{}', as does {}",
                                                              built.stage.label, table->name, first->second));
        else
            tables_.push_back(table);
    }
}

// A stage that builds texts is of no use behind one that needs them.
void LayerPlanner::check_text_order() {
    for (std::size_t i = 0; i < chain_.stages.size(); ++i) {
        const auto& builder = *chain_.stages[i];
        if (!builder.stage.declaration.content().builds_text) continue;
        for (std::size_t before = 0; before < i; ++before) {
            const auto& earlier = *chain_.stages[before];
            const auto& content = earlier.stage.declaration.content();
            if (content.builds_text || disjoint(earlier, builder) ||
                (content.layers.empty() && !content.edits_text))
                continue;
            diagnostics_.warning(
                builder.stage.where,
                fmt::format("{} makes the text of documents that have none, and {} needs it before",
                            builder.stage.label, line_of(earlier)),
                "move it to the front");
            break;
        }
    }
}

void LayerPlanner::check_names_in_options(const BuiltStage& built) {
    if (reader_brings() || !chain_.complete) return;
    const std::vector<std::string> names = layer_names();
    const auto check = [&](const ConfigNode& node) {
        if (node.kind != ConfigNode::Kind::scalar || node.faulty ||
            std::find(names.begin(), names.end(), node.scalar) != names.end())
            return;
        const std::string near = nearest(node.scalar, names);
        diagnostics_.error(
            node.mark, fmt::format("this pipeline has no layer '{}'", shown(node.scalar)),
            near.empty() ? "" : fmt::format("did you mean '{}'?", near),
            {names.empty() ? "no stage writes one"
                           : fmt::format("layers: {}        (quern plan)", fmt::join(names, ", "))});
    };
    for (const auto& option : built.stage.declaration.content().options) {
        const auto* member = option.layer_names ? built.entry->find(option.name) : nullptr;
        if (!member) continue;
        check(*member->value);
        for (const auto& item : member->value->items) check(*item);
    }
}

void LayerPlanner::fill_access(BuiltStage& built) {
    const auto& content = built.stage.declaration.content();
    Access& access = built.stage.access;
    access.stage = built.stage.label;
    access.edits_text = content.edits_text;
    access.builds_text = content.builds_text;
    for (const auto& use : content.layers)
        access.uses.push_back({use.schema->name, use.mode, layer(name_of(built, use).text).schema});
}

PlannedLayers LayerPlanner::plan() {
    for (BuiltStage* built : chain_.stages) visit(*built, true);
    for (BuiltStage* built : chain_.corpus) visit(*built, false);
    for (BuiltStage* built : chain_.outputs) visit(*built, false);
    for (BuiltStage* built : chain_.corpus) check_tables(*built);
    check_text_order();
    PlannedLayers out;
    for (BuiltStage* built : all()) {
        check_names_in_options(*built);
        fill_access(*built);
    }
    for (const auto& [name, layer] : layers_)
        if (layer.exists()) out.layers.push_back(layer.schema);
    out.tables = tables_;
    return out;
}

}  // namespace

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

PlannedLayers plan_layers(const Chain& chain, const Registry& registry, Diagnostics& diagnostics) {
    return LayerPlanner(chain, registry, diagnostics).plan();
}

}  // namespace quern::host
