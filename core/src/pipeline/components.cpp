// SPDX-License-Identifier: MIT
#include "pipeline/components.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <quern/error.hpp>

#include "pipeline/options.hpp"
#include "pipeline/printable.hpp"
#include "pipeline/processes.hpp"
#include "pipeline/values.hpp"
#include "plugin/describe.hpp"
#include "plugin/verdicts.hpp"

namespace quern::host {

namespace {

std::string_view key_of(ComponentKind kind) {
    return kind == ComponentKind::reader ? "input" : kind == ComponentKind::exporter ? "outputs" : "stages";
}

std::string noun_of(ComponentKind kind) {
    return fmt::format("{} {}", kind == ComponentKind::exporter ? "an" : "a", to_string(kind));
}

std::string_view key_of(Section section) {
    return section == Section::input ? "input" : section == Section::outputs ? "outputs" : "stages";
}

// "read.files, read.json": what could stand in the section.
std::vector<std::string> fitting(const Registry& registry, Section section) {
    std::vector<std::string> names;
    for (const auto& stage : registry.stages())
        if (key_of(stage.kind) == key_of(section)) names.push_back(stage.name);
    return names;
}

std::string installed(const Registry& registry, Section section) {
    const std::vector<std::string> names = fitting(registry, section);
    if (names.empty()) return "none is installed        (quern stages --why)";
    return fmt::format("installed: {}        (quern stages)", fmt::join(names, ", "));
}

// The files that could not be used and may have been meant, with what to do about each.
std::vector<std::string> refusals(const Registry& registry, const std::string& stage) {
    std::vector<std::string> lines;
    for (const Verdict* verdict : registry.suspects(stage))
        for (std::string& line : refusal_lines(*verdict)) lines.push_back(std::move(line));
    return lines;
}

void complain_unknown(const ConfigNode& use, Section section, const Registry& registry,
                      Diagnostics& diagnostics) {
    std::vector<std::string> all, notes;
    for (const auto& stage : registry.stages()) all.push_back(stage.name);
    const std::string near = nearest(use.scalar, all);
    for (const Verdict* verdict : registry.suspects(use.scalar))
        for (std::string& line : refusal_lines(*verdict)) notes.push_back(std::move(line));
    for (const Verdict& verdict : registry.verdicts())  // left out since the plugin is isolated
        if (verdict.kind == Verdict::Kind::loaded && verdict.message.find(use.scalar) != std::string::npos)
            notes.push_back(fmt::format("{}: {}", verdict.file.string(), verdict.message));
    if (near.empty() && notes.empty()) notes.push_back(installed(registry, section));
    diagnostics.error(use.mark, fmt::format("there is no stage '{}'", shown(use.scalar)),
                      near.empty() ? "" : fmt::format("did you mean '{}'?", near), std::move(notes));
}

// The `use:` of an entry, or null with the reason in diagnostics.
const ConfigNode* use_of(const ConfigNode& entry, Section section, const Registry& registry,
                         Diagnostics& diagnostics) {
    const std::string what =
        section == Section::input ? "'input'" : fmt::format("an entry of '{}'", key_of(section));
    const std::string_view dash = section == Section::input ? "" : "- ";
    if (entry.kind != ConfigNode::Kind::map) {
        const bool name = entry.kind == ConfigNode::Kind::scalar;
        if (!entry.faulty)
            diagnostics.error(entry.mark, fmt::format("{} is a map", what),
                              name ? fmt::format("write '{}use: {}'", dash, shown(entry.scalar))
                                   : fmt::format("it begins with '{}use: NAME'", dash));
        return nullptr;
    }
    if (const auto* use = entry.find("use"))
        return !use->value->faulty && ValueReader(diagnostics).one_value(*use->value, "use")
                   ? use->value.get()
                   : nullptr;
    if (entry.faulty) return nullptr;
    // `- segment.text:` instead of `- use: segment.text`
    if (!entry.members.empty() && registry.find(entry.members.front().key))
        diagnostics.error(entry.mark, fmt::format("{} names its stage by 'use'", what),
                          fmt::format("write '{}use: {}'", dash, entry.members.front().key));
    else
        diagnostics.error(entry.mark, fmt::format("{} lacks 'use', the name of a stage", what), {},
                          {installed(registry, section)});
    return nullptr;
}

}  // namespace

std::optional<BuiltStage> build_component(const ConfigNode& entry, Section section, bool check_paths,
                                          const Registry& registry, Diagnostics& diagnostics) {
    const ConfigNode* use = use_of(entry, section, registry, diagnostics);
    if (!use) return std::nullopt;
    const OfferedStage* offer = registry.find(use->scalar);
    if (!offer) {
        complain_unknown(*use, section, registry, diagnostics);
        return std::nullopt;
    }
    if (auto notes = refusals(registry, offer->name); !notes.empty()) {
        notes.push_back(fmt::format("used instead: {}", offer->file.string()));
        diagnostics.warning(use->mark,
                            fmt::format("a plugin that may offer {} could not be used", offer->name), {},
                            std::move(notes));
    }
    if (key_of(offer->kind) != key_of(section)) {
        diagnostics.error(use->mark,
                          fmt::format("{} is {}, which cannot stand in '{}'", offer->name,
                                      noun_of(offer->kind), key_of(section)),
                          fmt::format("it belongs in '{}'", key_of(offer->kind)));
        return std::nullopt;
    }
    const auto* isolate = entry.find(isolate_key);
    if (isolate && !offer->worker && isolate->value->scalar == "true") {
        diagnostics.error(
            isolate->key_mark,
            fmt::format("{} is {}, and only a stage can be isolated", offer->name, noun_of(offer->kind)),
            fmt::format("leave '{}' out", isolate_key));
        return std::nullopt;
    }
    if (isolate && offer->worker && isolate->value->scalar == "false" && offer->file.extension() == ".so")
        diagnostics.warning(
            isolate->key_mark,
            fmt::format("{} is isolated all the same, as another stage of its plugin is", offer->name));
    BuiltStage built;
    built.entry = &entry;
    built.stage.offer = offer;
    built.stage.where = use->mark;
    built.stage.label = offer->name;
    try {
        built.stage.object = offer->make();
        built.stage.declaration = offer->declare(*built.stage.object);
    } catch (const Error& error) {
        diagnostics.error(use->mark, "", error);
        return std::nullopt;
    }
    set_options(built.stage.declaration, offer->name, entry, check_paths, diagnostics);
    return built;
}

}  // namespace quern::host
