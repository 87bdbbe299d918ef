// SPDX-License-Identifier: MIT
// quern eval
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/result_files.hpp"
#include "cli/verbs.hpp"
#include "run/evaluation_report.hpp"

namespace quern::host {

namespace {

struct EvalArguments {
    std::vector<std::string> result, gold, renamed, set;
    Comparison comparison;
    double at_least = 0;
    bool json = false;
};

using Options = std::vector<std::pair<std::string, std::string>>;

// Of --set gold.label_column=3 what stands behind the side.
Options options_of(const EvalArguments& arguments, const std::string& side) {
    Options options;
    for (const auto& text : arguments.set)
        if (const auto equals = text.find('='); text.starts_with(side + "."))
            options.emplace_back(text.substr(side.size() + 1, equals - side.size() - 1),
                                 text.substr(equals + 1));
    return options;
}

// What the reader of a side has to say of all that it read.
void tell_remarks(const Side& side) {
    for (const auto& remark : side.plan.input.reader().remarks())
        fmt::print(stderr, "warning: {}: {}: {}\n", side.name, side.plan.input.label, remark);
}

// What of the documents could not be compared.
void tell_rest(const Compared& compared) {
    if (compared.missing != 0)
        fmt::print(stderr, "{} of {} gold documents are not in the result: their rows count as missed\n",
                   compared.missing, compared.evaluation.documents());
    if (compared.without_gold != 0)
        fmt::print(stderr, "{} documents of the result have no gold and do not count\n",
                   compared.without_gold);
}

void evaluate(EvalArguments& arguments, Context& context) {
    auto& comparison = arguments.comparison;
    for (const auto& text : arguments.renamed)
        comparison.renamed[text.substr(0, text.find('='))] = text.substr(text.find('=') + 1);
    const Registry registry(plugin_folders({}, context.plugin_folders));
    const auto gold = reader_plan(arguments.gold, options_of(arguments, "gold"), registry, context);
    const auto result =
        gold ? reader_plan(arguments.result, options_of(arguments, "result"), registry, context)
             : std::nullopt;
    if (!result) return;
    const Side gold_side{*gold, "gold", arguments.gold}, result_side{*result, "result", arguments.result};
    const auto compared = compare(gold_side, result_side, comparison);
    if (!context.quiet) {
        tell_remarks(gold_side);
        tell_remarks(result_side);
        tell_rest(compared);
    }
    fmt::print("{}", arguments.json ? to_json(compared, comparison) : render(compared));
    const double f1 = compared.evaluation.all().exact.f1();
    if (f1 >= arguments.at_least) return;
    fmt::print(stderr, "F1 is {:.4f}, below {}\n", f1, arguments.at_least);
    context.exit_code = 1;
}

}  // namespace

void add_eval(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("eval", "Compare a result with annotations: precision, recall, F1");
    const auto arguments = std::make_shared<EvalArguments>();
    auto& comparison = arguments->comparison;
    verb->add_option("RESULT", arguments->result,
                     "What a run wrote, as export.json does, or annotated files; - is stdin")
        ->required()
        ->option_text("...");
    verb->add_option("--gold", arguments->gold,
                     "Annotated documents; the ending tells the format: NDJSON, CoNLL columns, brat")
        ->required()
        ->option_text("FILE...");
    verb->add_option("--layer", comparison.layer, "The layer to compare, as in entities")
        ->required()
        ->option_text("LAYER");
    verb->add_option("--label", comparison.column,
                     "The column that must agree besides the span; without it `label`, or `kind`")
        ->option_text("COLUMN");
    verb->add_option("--labels", comparison.labels, "Compare rows with these labels alone: PER,ORG,LOC")
        ->delimiter(',')
        ->option_text("LABEL,...")
        ->allow_extra_args(false);
    verb->add_option("--rename", arguments->renamed,
                     "Take one label for another on both sides, as in GPE=LOC; repeatable")
        ->option_text("FROM=TO")
        ->allow_extra_args(false)
        ->check([](const std::string& text) {
            return text.find('=') == std::string::npos ? "write it as in --rename GPE=LOC" : std::string();
        });
    verb->add_option("--set", arguments->set,
                     "Set an option of the reader of one side, as in gold.label_column=3; repeatable")
        ->option_text("SIDE.OPTION=VALUE")
        ->allow_extra_args(false)
        ->check([](const std::string& text) {
            const bool side = text.starts_with("gold.") || text.starts_with("result.");
            return side && text.find('=') != std::string::npos
                       ? std::string()
                       : "write it as in --set gold.label_column=3 or result.offsets=bytes";
        });
    verb->add_option("--at-least", arguments->at_least, "End with exit code 1 where F1 is below this, 0 to 1")
        ->option_text("F1")
        ->check(CLI::Range(0.0, 1.0));
    verb->add_flag("--json", arguments->json, "Print JSON");
    verb->footer(
        "Documents are matched by their ids. A row is right where its span and label are those of a row of the\n"
        "gold; `overlapping` is the F1 where a common byte is enough.\n\n"
        "Example:\n  quern eval out/names.ndjson --gold gold/*.ndjson --layer entities --at-least 0.8");
    verb->callback([arguments, &context] { evaluate(*arguments, context); });
}

}  // namespace quern::host
