// SPDX-License-Identifier: MIT
// `quern check`: every mistake, before anything runs.
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/plan_arguments.hpp"
#include "cli/verbs.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/printable.hpp"

namespace quern::host {

void add_check(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("check", "Find every mistake in a pipeline before anything runs");
    auto arguments = std::make_shared<PlanArguments>();
    arguments->add_to(*verb);
    verb->callback([arguments, &context] {
        std::unique_ptr<Registry> registry;
        auto plan = arguments->load(context, registry);
        std::vector<std::string> warnings;
        if (!plan || !prepare(*plan, Preparation::to_check, warnings, context) || context.quiet) return;
        for (const auto& warning : warnings) fmt::print(stderr, "warning: {}\n", warning);
        fmt::print(stderr, "ok: {}, {}, {}, {}\n", plan->file.string(),
                   count(plan->stages.size() + plan->corpus.size(), "stage"),
                   count(plan->outputs.size(), "output"), count(plan->tests.size(), "test"));
    });
}

}  // namespace quern::host
