// SPDX-License-Identifier: MIT
#include "pipeline/describe_plan.hpp"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plugin/describe.hpp"
#include "worker/worker_file.hpp"

namespace quern::host {

namespace {

constexpr std::size_t margin = 10, column = 30, width = 100;

void add_line(std::string& out, std::string_view heading, const std::string& text) {
    if (!text.empty())
        out += fmt::format("{:{}}{:<{}}{}\n", "", margin, heading, column - margin,
                           wrapped(text, column, width));
}

std::string join(const std::vector<std::string>& parts) {
    return fmt::format("{}", fmt::join(parts, ", "));
}

// The names of the layers that the stage uses in one way.
std::string layers_used(const PlannedStage& stage, LayerMode mode) {
    std::vector<std::string> names;
    for (const auto& use : stage.access.uses)
        if (use.mode == mode) names.push_back(use.schema->name);
    return join(names);
}

std::string columns_added(const PlannedStage& stage) {
    std::vector<std::string> columns;
    const auto& uses = stage.declaration.content().layers;
    for (std::size_t i = 0; i < uses.size(); ++i)
        if (uses[i].mode == LayerMode::extend)
            for (const auto& field : uses[i].schema->fields)
                columns.push_back(fmt::format("{}.{}", stage.access.uses[i].schema->name, field.name));
    return join(columns);
}

std::string text_use(const Declaration::Content& content) {
    std::vector<std::string> parts;
    if (content.builds_text) parts.push_back("makes it where there is none");
    if (content.edits_text) parts.push_back("edits it");
    return join(parts);
}

void add_options(std::string& out, const PlannedStage& stage) {
    const Description fresh = describe(*stage.offer);
    const auto& defaults = fresh.content().options;
    const auto& options = stage.declaration.content().options;
    std::vector<std::string> unchanged;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const std::string value = options[i].default_text();  // what the member holds: by now, the value set
        const std::string standard = i < defaults.size() ? defaults[i].default_text() : "";
        const std::string line = fmt::format("{}: {}", options[i].name, value);
        if (value != standard)
            add_line(out, "option", line);
        else if (!value.empty())
            unchanged.push_back(line);
    }
    add_line(out, "by default", join(unchanged));
}

void add_stage(std::string& out, std::string_view section, const PlannedStage& stage) {
    const auto& content = stage.declaration.content();
    out += fmt::format("{:<{}}{:<{}}{}\n", section, margin, stage.label, column - margin,
                       wrapped(content.summary, column, width));
    if (const auto& worker = stage.offer->worker)
        add_line(out, "by processes", fmt::format("{}", fmt::join(worker->command, " ")));
    add_line(out, "acts on", join(content.media_types));
    add_line(out, "text", text_use(content));
    add_line(out, "metadata read", join(content.metadata_read));
    add_line(out, "metadata set", join(content.metadata_written));
    if (content.brings_layers) add_line(out, "layers", "whatever the input has");
    for (const auto mode : {LayerMode::read, LayerMode::read_optional, LayerMode::write,
                            LayerMode::write_if_absent, LayerMode::append})
        add_line(out, to_string(mode), layers_used(stage, mode));
    add_line(out, to_string(LayerMode::extend), columns_added(stage));
    std::vector<std::string> tables;
    for (const auto& table : content.tables) tables.push_back(table->name);
    add_line(out, "fills the table", join(tables));
    add_options(out, stage);
}

void add_schemas(std::string& out, std::string_view section, const std::vector<SchemaPtr>& schemas) {
    for (const auto& schema : schemas) {
        std::vector<std::string> columns;
        for (const auto& field : schema->fields) columns.push_back(field.name);
        out += fmt::format("{:<{}}{:<{}}{}\n", section, margin, schema->name, column - margin,
                           columns.empty() ? "no attributes" : wrapped(join(columns), column, width));
        section = "";
    }
}

// In double quotes, as Graphviz wants it.
std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (char c : text) out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
    return out + "\"";
}

}  // namespace

std::string to_text(const Plan& plan) {
    std::string out =
        plan.title.empty() ? plan.file.string() : fmt::format("{} ({})", plan.title, plan.file.string());
    out += "\n\n";
    add_stage(out, "input", plan.input);
    std::size_t number = 0;
    for (const auto& stage : plan.stages) add_stage(out, fmt::format("stage {}", ++number), stage);
    for (const auto& stage : plan.corpus) add_stage(out, "corpus", stage);
    for (const auto& output : plan.outputs) add_stage(out, "output", output);
    out += "\n";
    add_schemas(out, "layers", plan.layers);
    add_schemas(out, "tables", plan.tables);
    constexpr std::string_view policies[] = {"goes to quarantine", "is skipped", "ends the run"};
    out += fmt::format(
        "\nA document that a stage fails on {}{}. Documents above {} bytes are not read.\n",
        policies[static_cast<std::size_t>(plan.on_error)],
        plan.on_error == OnError::quarantine ? fmt::format(" in {}", plan.quarantine.string()) : "",
        plan.max_bytes);
    return out;
}

std::string to_dot(const Plan& plan) {
    std::string out = fmt::format("digraph {} {{\n  rankdir=LR;\n  node [shape=box];\n",
                                  in_quotes(plan.title.empty() ? plan.file.string() : plan.title));
    const PlannedStage* before = &plan.input;
    const auto add = [&](const PlannedStage& stage) {
        out += fmt::format("  {} -> {} [style=bold];\n", in_quotes(before->label), in_quotes(stage.label));
        for (const auto& use : stage.access.uses) {
            const std::string layer = in_quotes("layer " + use.schema->name), label = in_quotes(stage.label);
            const bool reads = use.mode == LayerMode::read || use.mode == LayerMode::read_optional;
            out += fmt::format("  {} -> {}{};\n", reads ? layer : label, reads ? label : layer,
                               use.mode == LayerMode::read_optional ? " [style=dashed]" : "");
        }
    };
    for (const auto* section : {&plan.stages, &plan.corpus})
        for (const auto& stage : *section) {
            add(stage);
            before = &stage;
        }
    for (const auto& output : plan.outputs) add(output);
    for (const auto& layer : plan.layers)
        out += fmt::format("  {} [shape=ellipse, label={}];\n", in_quotes("layer " + layer->name),
                           in_quotes(layer->name));
    return out + "}\n";
}

}  // namespace quern::host
