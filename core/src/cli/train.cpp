// SPDX-License-Identifier: MIT
// quern train
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/plan_arguments.hpp"
#include "cli/verbs.hpp"
#include "run/training.hpp"

namespace quern::host {

namespace {

struct TrainArguments {
    PlanArguments plan;
    std::string stage;
    std::vector<std::string> silver;
    std::filesystem::path model;
};

void train(TrainArguments& arguments, Context& context) {
    std::unique_ptr<Registry> registry;
    auto& files = arguments.plan.inputs;
    files.insert(files.end(), arguments.silver.begin(), arguments.silver.end());
    auto plan = arguments.plan.load(context, registry);
    if (!plan) return;
    std::vector<std::string> warnings;
    plan->outputs.clear();
    plan->corpus.clear();
    if (!prepare(*plan, Preparation::of_all, warnings, context)) return;
    const auto tell = [&](const std::string& line) {
        if (!context.quiet) fmt::print(stderr, "{}\n", line);
    };
    for (const auto& warning : warnings) tell("warning: " + warning);
    const auto report = train_stage(*plan, arguments.stage, arguments.silver, arguments.model, tell);
    if (report.left_out != 0) {
        tell(fmt::format("{} of {} documents were left out; the first: {}", report.left_out, report.documents,
                         report.first_problem));
        context.exit_code = 3;
    }
    tell(fmt::format("learnt from {} documents; the model is in {}", report.documents - report.left_out,
                     arguments.model.string()));
}

}  // namespace

void add_train(CLI::App& app, Context& context) {
    auto* verb =
        app.add_subcommand("train", "Train the model of a pipeline's stage from annotated documents");
    const auto arguments = std::make_shared<TrainArguments>();
    arguments->plan.add_gold_to(*verb);
    verb->add_option("--silver", arguments->silver, "Documents that a program annotated: they count less")
        ->option_text("FILE...");
    verb->add_option("--stage", arguments->stage, "The stage to train, as in tag.entities")
        ->required()
        ->option_text("STAGE");
    verb->add_option("--model", arguments->model,
                     "Where the model goes; for use in the stage's option `model`")
        ->required()
        ->option_text("OUT");
    verb->footer(
        "The stages in front of the one that learns must not edit the text: leave cleaners out.\n\n"
        "Example:\n  quern train names.yaml --stage tag.entities --gold gold/*.ndjson --model my.model");
    verb->callback([arguments, &context] { train(*arguments, context); });
}

}  // namespace quern::host
