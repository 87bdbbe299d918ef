// SPDX-License-Identifier: MIT
// `quern plan`: what runs, what each stage reads and writes.
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/plan_arguments.hpp"
#include "cli/verbs.hpp"
#include "pipeline/describe_plan.hpp"

namespace quern::host {

void add_plan(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("plan", "Show what runs, and what each stage reads and writes");
    struct Arguments : PlanArguments {
        bool dot = false;
    };
    auto arguments = std::make_shared<Arguments>();
    arguments->add_to(*verb);
    verb->add_flag("--dot", arguments->dot, "Print a graph for Graphviz: quern plan --dot X | dot -Tsvg");
    verb->callback([arguments, &context] {
        std::unique_ptr<Registry> registry;
        const auto plan = arguments->load(context, registry);
        if (plan) fmt::print("{}", arguments->dot ? to_dot(*plan) : to_text(*plan));
    });
}

}  // namespace quern::host
