// SPDX-License-Identifier: MIT
// quern show
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <quern/error.hpp>

#include "cli/result_files.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "pipeline/diagnostics.hpp"
#include "run/find_document.hpp"
#include "run/layer_page.hpp"
#include "run/load_document.hpp"

namespace quern::host {

namespace {

struct ShowArguments {
    std::vector<std::string> files, layers;
    std::string document;
    std::uint64_t limit = 3;
    PageStyle style;
};

// A layer that no document is known to have is a slip of the pen.
void check_layers(const Plan& plan, const std::vector<std::string>& wanted) {
    std::vector<std::string> known;
    for (const auto& layer : plan.layers) known.push_back(layer->name);
    for (const auto& name : wanted) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const auto near = nearest(name, known);
        throw Error(fmt::format("the documents have no layer '{}'", name),
                    known.empty() ? "they have no layers at all"
                                  : fmt::format("{}layers there: {}",
                                                near.empty() ? "" : fmt::format("did you mean '{}'? ", near),
                                                fmt::join(known, ", ")));
    }
}

void print(const Document& document, const ShowArguments& arguments) {
    fmt::print("{}\n", document_page(image_of(document, arguments.layers), arguments.style));
}

Error not_loaded(const std::string& uri, const std::string& id, const Problem& problem) {
    return Error(fmt::format("{}: document {}: {}", uri, id, problem.reason), problem.hint);
}

void show_one(const Plan& plan, const ShowArguments& arguments) {
    Scratch scratch;
    ReaderFeed feed(plan.input.reader(), 0);
    const auto found = find_document(plan, feed, arguments.document, scratch, nullptr);
    if (!found.loaded) throw not_loaded(found.document.uri, found.document.id, found.problem);
    print(found.document, arguments);
}

void show_first(const Plan& plan, const ShowArguments& arguments, const Context& context) {
    Scratch scratch;
    std::uint64_t shown = 0;
    for (Item item; plan.input.reader().next(item); item = {}) {
        if (shown++ == arguments.limit) {
            if (!context.quiet)
                fmt::print(
                    stderr,
                    "there are more documents: --limit {} shows as many again, --document ID one of them\n",
                    2 * arguments.limit);
            return;
        }
        Problem problem;
        Document document;
        const auto id = item.id, uri = item.uri;
        if (!load_document(plan, item, document, scratch, problem)) throw not_loaded(uri, id, problem);
        print(document, arguments);
    }
    if (shown == 0 && !context.quiet) fmt::print(stderr, "there are no documents in it\n");
}

void show(ShowArguments& arguments, Context& context) {
    const Registry registry(plugin_folders({}, context.plugin_folders));
    const auto plan = reader_plan(arguments.files, {}, registry, context);
    if (!plan) return;
    check_layers(*plan, arguments.layers);
    arguments.style.colour = colour_on_stdout();
    if (!arguments.document.empty()) return show_one(*plan, arguments);
    show_first(*plan, arguments, context);
}

}  // namespace

void add_show(CLI::App& app, Context& context) {
    auto* verb =
        app.add_subcommand("show", "Show documents of a result, with their layers marked in the text");
    const auto arguments = std::make_shared<ShowArguments>();
    verb->add_option("FILE", arguments->files,
                     "What a run wrote, as export.json does, or annotated files; - is stdin")
        ->required()
        ->option_text("...");
    verb->add_option("--layer", arguments->layers,
                     "Show these layers alone, as in quotes,entities; repeatable")
        ->delimiter(',')
        ->option_text("LAYER,...")
        ->allow_extra_args(false);
    verb->add_option("--document", arguments->document,
                     "Show the document with this id, or this number, from 1")
        ->option_text("ID");
    verb->add_option("--limit", arguments->limit, "Show so many documents; 3 unless given")
        ->check(CLI::PositiveNumber);
    verb->add_option("--rows", arguments->style.rows, "Show so many rows of a layer; 50 unless given")
        ->check(CLI::PositiveNumber);
    verb->footer(
        "Rows stand in brackets with their labels in front, on a terminal in colour; below the text stands what\n"
        "else they hold. Offsets count code points.\n\n"
        "Examples:\n"
        "  quern show out/news.ndjson                                   the first three documents\n"
        "  quern show out/news.ndjson --document html/bus-owl.html --layer quotes,entities\n"
        "  quern show out/news.ndjson.gz --document 17 | less -R");
    verb->callback([arguments, &context] { show(*arguments, context); });
}

}  // namespace quern::host
