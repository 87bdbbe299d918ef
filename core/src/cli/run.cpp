// SPDX-License-Identifier: MIT
// quern run
#include "run/run.hpp"

#include <cstdio>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <quern/error.hpp>
#include <quern/interruption.hpp>
#include <quern/output.hpp>

#include "cli/interrupt.hpp"
#include "cli/plan_arguments.hpp"
#include "cli/progress_bar.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "pipeline/option_value.hpp"
#include "run/trace.hpp"

namespace quern::host {

namespace {

struct RunArguments {
    PlanArguments plan;
    RunOptions run;
    std::string trace;
};

// Outputs of an earlier run are not to be lost for the sake of a few documents.
void refuse_to_replace(const Plan& plan) {
    for (std::size_t i = 0; i < plan.outputs.size(); ++i) {
        const auto* path = option_value<std::filesystem::path>(plan.outputs[i], "path");
        const auto* if_exists = option_value<std::string>(plan.outputs[i], "if_exists");
        std::error_code none;
        if (!path || !if_exists || *if_exists != "replace") continue;
        if (!std::filesystem::is_regular_file(*path, none) && !std::filesystem::is_directory(*path, none))
            continue;
        throw Error(
            fmt::format("--retry would replace {} by the retried documents alone", path->string()),
            fmt::format("add them to it with --set outputs.{}.if_exists=append, or write elsewhere with "
                        "--set outputs.{}.path=…",
                        i, i));
    }
}

RunReport run_with_progress(Plan& plan, RunOptions options, bool quiet) {
    std::optional<ProgressBar> bar;
    if (!quiet && stderr_is_terminal()) {
        bar.emplace();
        options.progress = [&bar](const Progress& progress) { bar->draw(progress); };
    }
    return run(plan, options);
}

void tell(const RunReport& report, bool quiet) {
    if (!quiet) return fmt::print(stderr, "{}", render(report, colour_on_stderr()));
    if (!report.failure.empty()) fmt::print(stderr, "quern: {}\n", report.failure);
}

void tell_warnings(const std::vector<std::string>& warnings, const Context& context) {
    for (const auto& warning : warnings)
        if (!context.quiet) fmt::print(stderr, "warning: {}\n", warning);
}

void run_pipeline(const RunArguments& arguments, Context& context) {
    std::unique_ptr<Registry> registry;
    auto plan = arguments.plan.load(context, registry);
    if (!plan) return;
    RunOptions options = arguments.run;
    options.retry = arguments.plan.retry;
    const bool traced = !arguments.trace.empty();
    if (!options.retry.empty() && !traced) refuse_to_replace(*plan);
    if (!options.retry.empty()) plan->record("--retry " + options.retry.string());
    if (options.limit != 0) plan->record(fmt::format("--limit {}", options.limit));
    std::optional<OutputFile> report_file;  // opened before the work, so that a wrong path costs nothing
    if (!arguments.plan.report.empty()) report_file.emplace(arguments.plan.report, IfExists::replace);

    const Interrupt interrupt;
    std::vector<std::string> warnings;
    const bool prepared = prepare(*plan, Preparation::of_all, warnings, context);
    if (interruption()) {
        context.exit_code = 130;
        return fmt::print(stderr, "quern: interrupted\n");
    }
    if (!prepared) return;
    options.interrupted = &interruption();
    if (traced) {
        tell_warnings(warnings, context);
        const auto traced_document = trace(*plan, arguments.trace, options, {colour_on_stdout()});
        fmt::print("{}", traced_document.page);
        context.exit_code = interruption() ? 130 : traced_document.failed ? 3 : 0;
        return;
    }
    RunReport report = run_with_progress(*plan, options, context.quiet);
    report.warnings.insert(report.warnings.begin(), warnings.begin(), warnings.end());

    tell(report, context.quiet);
    context.exit_code = report.exit_code();
    if (!report_file) return;
    report_file->write(to_json(report));
    report_file->flush();
    report_file->commit();
}

}  // namespace

void add_run(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("run", "Run a pipeline: read, process, write, report");
    const auto arguments = std::make_shared<RunArguments>();
    arguments->plan.add_to(*verb);
    verb->add_option("--jobs,-j", arguments->run.jobs, "Threads; one a core unless given")
        ->check(CLI::Range(1, 1024));
    verb->add_option("--limit", arguments->run.limit, "Stop after so many documents")
        ->check(CLI::PositiveNumber);
    auto* traced = verb->add_option("--trace", arguments->trace,
                                    "Show what each stage makes of this document, and write nothing")
                       ->option_text("ID");
    verb->add_option("--retry", arguments->plan.retry, "Run the documents of this quarantine file instead")
        ->option_text("FILE")
        ->check(CLI::ExistingFile);
    verb->add_option("--report", arguments->plan.report, "Write the report here too, as JSON; - is stdout")
        ->option_text("FILE")
        ->excludes(traced);
    verb->footer(
        "Examples:\n"
        "  quern run configs/news.yaml                             as it stands\n"
        "  quern run configs/news.yaml articles/ --jobs 4          over other texts\n"
        "  quern run configs/news.yaml --trace html/bus-owl.html   stage by stage, one document, named by its\n"
        "                                                          id or its number");
    verb->callback([arguments, &context] { run_pipeline(*arguments, context); });
}

}  // namespace quern::host
