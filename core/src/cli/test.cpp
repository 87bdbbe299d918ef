// SPDX-License-Identifier: MIT
// quern test
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <quern/output.hpp>

#include "cli/plan_arguments.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "run/pipeline_tests.hpp"

namespace quern::host {

namespace {

struct TestArguments {
    PlanArguments plan;
    std::filesystem::path junit;
};

void test_pipeline(const TestArguments& arguments, Context& context) {
    std::unique_ptr<Registry> registry;
    auto plan = arguments.plan.load(context, registry, true);
    if (!plan) return;
    std::vector<std::string> warnings;
    if (!prepare(*plan, Preparation::of_stages, warnings, context)) return;
    const auto results = run_tests(*plan);

    if (!context.quiet)
        for (const auto& warning : warnings) fmt::print(stderr, "warning: {}\n", warning);
    if (results.empty() && !context.quiet)
        fmt::print(stderr, "{} has no tests\n", arguments.plan.file);
    else
        fmt::print(stderr, "{}", render(results, context.quiet, colour_on_stderr()));
    const auto failed = [](const TestResult& result) { return !result.failures.empty(); };
    context.exit_code = std::any_of(results.begin(), results.end(), failed) ? 1 : 0;
    if (arguments.junit.empty()) return;
    OutputFile file(arguments.junit, IfExists::replace);
    file.write(to_junit(*plan, results));
    file.flush();
    file.commit();
}

}  // namespace

void add_test(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("test", "Run the tests that a pipeline brings along");
    const auto arguments = std::make_shared<TestArguments>();
    arguments->plan.add_to(*verb);
    verb->add_option("--junit", arguments->junit, "Write the results here too, as JUnit XML; - is stdout")
        ->option_text("FILE");
    verb->callback([arguments, &context] { test_pipeline(*arguments, context); });
}

}  // namespace quern::host
