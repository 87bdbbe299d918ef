// SPDX-License-Identifier: MIT
// quern diff
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <quern/error.hpp>

#include "cli/result_files.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "run/result_diff.hpp"

namespace quern::host {

namespace {

struct DiffArguments {
    std::string before, after;
    DiffOptions options;
    bool json = false;
};

void compare(DiffArguments& arguments, Context& context) {
    if (arguments.before == "-" && arguments.after == "-")
        throw Error("both sides are stdin", "give one of them as a file");
    const Registry registry(plugin_folders({}, context.plugin_folders));
    const auto before = reader_plan({arguments.before}, {}, registry, context);
    const auto after = before ? reader_plan({arguments.after}, {}, registry, context) : std::nullopt;
    if (!after) return;
    arguments.options.colour = !arguments.json && colour_on_stdout();
    const auto result = diff(*before, *after, arguments.options);
    fmt::print("{}", arguments.json ? to_json(result)
                                    : render(result, arguments.before, arguments.after, arguments.options));
    context.exit_code = result.same() ? 0 : 1;
}

}  // namespace

void add_diff(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("diff", "Say what changed between two results, layer by layer");
    const auto arguments = std::make_shared<DiffArguments>();
    auto& options = arguments->options;
    verb->add_option("A", arguments->before, "What a run wrote, as export.json does; - is stdin")
        ->required()
        ->option_text(" ");
    verb->add_option("B", arguments->after, "What another run wrote")->required()->option_text(" ");
    verb->add_option("--layer", options.layers,
                     "Compare these layers alone, as in quotes,entities; repeatable")
        ->delimiter(',')
        ->option_text("LAYER,...")
        ->allow_extra_args(false);
    verb->add_option("--ignore", options.ignored,
                     "Leave these columns and metadata aside, as in confidence,entity; repeatable")
        ->delimiter(',')
        ->option_text("NAME,...")
        ->allow_extra_args(false);
    verb->add_option("--limit", options.examples, "Show so many examples of each kind; 5 unless given");
    verb->add_flag("--json", arguments->json, "Print JSON");
    verb->footer(
        "Documents are matched by their ids, whatever their order; their uris do not count. Rows with the same\n"
        "span are the same row, changed where a value differs; where the texts differ, rows are matched by\n"
        "their place in the source.\n"
        "The exit code is 0 where nothing differs, 1 where something does, 2 where they cannot be compared.\n\n"
        "Examples:\n"
        "  quern diff old/news.ndjson out/news.ndjson\n"
        "  quern diff old/news.ndjson out/news.ndjson --layer entities --ignore confidence --limit 20");
    verb->callback([arguments, &context] { compare(*arguments, context); });
}

}  // namespace quern::host
