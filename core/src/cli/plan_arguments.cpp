// SPDX-License-Identifier: MIT
#include "cli/plan_arguments.hpp"

#include <cstdio>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <quern/interruption.hpp>

#include "cli/terminal.hpp"

namespace quern::host {

void PlanArguments::add_to(CLI::App& verb) {
    add_common(verb);
    verb.add_option("INPUT", inputs, "Read these instead of the pipeline's own input; - is stdin")
        ->option_text("...");
}

void PlanArguments::add_gold_to(CLI::App& verb) {
    add_common(verb);
    read_by_ending = true;
    verb.add_option("--gold", inputs, "Annotated documents; the ending tells the format")
        ->required()
        ->option_text("FILE...");
}

void PlanArguments::add_common(CLI::App& verb) {
    verb.add_option("PIPELINE", file, "The pipeline's YAML file")->required()->option_text(" ");
    // One value each time: CLI11 would let a repeated option swallow the arguments behind it.
    verb.add_option("--set", set, "Change a value of the pipeline, as in outputs.0.path=out.csv; repeatable")
        ->option_text("PATH=VALUE")
        ->allow_extra_args(false)
        ->check([](const std::string& text) {
            return text.find('=') == std::string::npos ? "write it as in --set outputs.0.path=out.csv"
                                                       : std::string();
        });
}

std::optional<Plan> PlanArguments::load(Context& context, std::unique_ptr<Registry>& registry,
                                        bool stages_alone) const {
    Overrides overrides;
    overrides.inputs = inputs;
    overrides.read_by_ending = read_by_ending;
    overrides.report = report;
    overrides.retry = retry;
    overrides.plugin_folders = context.plugin_folders;
    overrides.stages_alone = stages_alone;
    for (const auto& text : set)
        overrides.set.emplace_back(text.substr(0, text.find('=')), text.substr(text.find('=') + 1));
    Diagnostics diagnostics;
    Plan plan = load_plan(file, overrides, registry, diagnostics);
    if (diagnostics.errors() > 0 || !context.quiet)
        fmt::print(stderr, "{}", diagnostics.render(colour_on_stderr()));
    if (diagnostics.errors() == 0) return plan;
    context.exit_code = 2;
    return std::nullopt;
}

bool prepare(Plan& plan, Preparation what, std::vector<std::string>& warnings, Context& context) {
    Diagnostics diagnostics;
    plan.prepare(diagnostics, warnings, what);
    if (diagnostics.errors() == 0) return true;
    if (!interruption()) fmt::print(stderr, "{}", diagnostics.render(colour_on_stderr()));
    context.exit_code = 2;
    return false;
}

}  // namespace quern::host
