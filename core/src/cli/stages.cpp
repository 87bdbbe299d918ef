// SPDX-License-Identifier: MIT
// `quern stages`: what is installed, one stage in full, and what became of each plugin file.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <quern/error.hpp>

#include "cli/verbs.hpp"
#include "pipeline/diagnostics.hpp"
#include "plugin/describe.hpp"
#include "plugin/registry.hpp"
#include "plugin/verdicts.hpp"

namespace quern::host {
namespace {

struct StagesOptions {
    std::string stage;
    bool json = false, markdown = false, why = false;
};

// The error for a name that no plugin offers: the nearest name, or the refused files that could have offered
// it.
Error no_such_stage(const Registry& registry, const std::string& name) {
    std::string message = fmt::format("there is no stage '{}'", name);
    const auto suspects = registry.suspects(name);
    for (const Verdict* suspect : suspects)
        for (const std::string& line : refusal_lines(*suspect)) message += "\n  " + line;
    if (!suspects.empty()) return Error(message, "quern stages --why");
    std::vector<std::string> names;
    for (const OfferedStage& stage : registry.stages()) names.push_back(stage.name);
    const std::string near = nearest(name, names);
    return Error(message, near.empty() ? "`quern stages` lists those there are"
                                       : fmt::format("did you mean {}?", near));
}

std::string one_stage(const Registry& registry, const StagesOptions& options) {
    const OfferedStage* offer = registry.find(options.stage);
    if (!offer) throw no_such_stage(registry, options.stage);
    const Description stage = describe(*offer);
    if (options.json) return to_json(stage);
    if (!stage.problem.empty()) throw Error(stage.problem, stage.hint);
    return options.markdown ? to_markdown(stage) : to_text(stage);
}

std::string all_stages(const Registry& registry, const StagesOptions& options) {
    std::vector<Description> stages;
    for (const OfferedStage& offer : registry.stages()) stages.push_back(describe(offer));
    if (options.json) return to_json(stages);
    return options.markdown ? to_markdown(stages) : to_text(stages);
}

std::string why(const Registry& registry, const StagesOptions& options) {
    std::vector<Verdict> verdicts = registry.verdicts();
    if (!options.stage.empty()) {
        const auto suspects = registry.suspects(options.stage);
        verdicts.clear();
        for (const Verdict& verdict : registry.verdicts()) {
            const bool offers = std::count(verdict.stages.begin(), verdict.stages.end(), options.stage) > 0;
            if (offers || std::count(suspects.begin(), suspects.end(), &verdict) > 0)
                verdicts.push_back(verdict);
        }
        if (verdicts.empty()) throw no_such_stage(registry, options.stage);
    }
    return options.json ? verdicts_json(verdicts) : verdicts_text(verdicts);
}

// A file that cannot be used is never passed over in silence.
void warn_of_refusals(const Registry& registry) {
    const auto refused = std::count_if(registry.verdicts().begin(), registry.verdicts().end(),
                                       [](const Verdict& v) { return v.kind == Verdict::Kind::refused; });
    if (refused > 0)
        fmt::print(
            stderr, "quern: {} could not be used; `quern stages --why` tells why\n",
            refused == 1 ? "one plugin file or folder" : fmt::format("{} plugin files or folders", refused));
}

void print_stages(const Context& context, const StagesOptions& options) {
    const Registry registry(plugin_folders({}, context.plugin_folders));
    if (options.why) {
        fmt::print("{}", why(registry, options));
        return;
    }
    fmt::print("{}", options.stage.empty() ? all_stages(registry, options) : one_stage(registry, options));
    if (!context.quiet) warn_of_refusals(registry);
}

}  // namespace

void add_stages(CLI::App& app, Context& context) {
    auto options = std::make_shared<StagesOptions>();
    auto* verb = app.add_subcommand("stages", "List the stages that are installed, or tell all about one");
    verb->footer(R"(Examples:
  quern stages                    every stage, with a line on each
  quern stages tag.gazetteer      its options, layers, metadata and examples
  quern stages --why              each plugin file looked at, and what became of it)");
    verb->add_option("STAGE", options->stage, "A stage's name")->option_text(" ");
    auto* json = verb->add_flag("--json", options->json, "As JSON, for programs");
    verb->add_flag("--markdown", options->markdown, "As a page of documentation")->excludes(json);
    verb->add_flag("--why", options->why, "Show each plugin file looked at, and the verdict on it");
    verb->callback([options, &context] { print_stages(context, *options); });
}

}  // namespace quern::host
