// SPDX-License-Identifier: MIT
// `quern new plugin`: begins a plugin.
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/verbs.hpp"
#include "plugin/installation.hpp"
#include "plugin/new_plugin.hpp"

namespace quern::host {
namespace {

void write_plugin(const Context& context, const NewPlugin& wanted) {
    const Registry registry(plugin_folders({}, context.plugin_folders));
    const auto written = write_new_plugin(wanted, registry, installed_data() / "templates");
    for (const auto& file : written) fmt::print("{}\n", file.string());
    if (context.quiet) return;
    for (const auto& file : written)
        if (file.filename() == "README.md")
            fmt::print(stderr, "{} says how to build, test and install it.\n", file.string());
}

}  // namespace

void add_new(CLI::App& app, Context& context) {
    auto wanted = std::make_shared<NewPlugin>();
    wanted->language = "c++";
    wanted->into = ".";
    auto* verb = app.add_subcommand("new", "Begin a plugin of your own");
    verb->require_subcommand(1);
    verb->get_formatter()->label("SUBCOMMAND", "plugin");
    auto* plugin = verb->add_subcommand(
        "plugin", "Write a folder with a plugin that builds, its tests, and a pipeline that uses it");
    plugin->footer(R"(Examples:
  quern new plugin tag.mine                         a stage, in the folder tag_mine
  quern new plugin read.letters                     a reader: names in read., corpus. and export. say so
  quern new plugin count.words --kind corpus        a stage over the corpus
  quern new plugin tag.mine --into ~/plugins        in ~/plugins/tag_mine)");
    plugin->add_option("NAME", wanted->stage, "What the stage is to be called: KIND.NAME")
        ->option_text(" ")
        ->required();
    plugin->add_option("--kind", wanted->kind, "reader, stage, corpus or exporter")->option_text("KIND");
    plugin->add_option("--language", wanted->language, "The language to write it in (default: c++)")
        ->option_text("LANGUAGE");
    plugin->add_option("--into", wanted->into, "Where to put the folder (default: here)")->option_text("DIR");
    plugin->callback([wanted, &context] { write_plugin(context, *wanted); });
}

}  // namespace quern::host
