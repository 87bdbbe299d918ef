// SPDX-License-Identifier: MIT
// The command `quern`: global options, the list of commands, and what becomes of errors.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <quern/error.hpp>

#include "cli/verbs.hpp"

namespace quern::host {
namespace {

constexpr const char* examples = R"(Examples:
  quern run configs/news.yaml                        run a pipeline as it stands
  quern run configs/news.yaml articles/ --jobs 4     the same over other texts
  quern check my.yaml                                every mistake in it, before anything runs
  quern stages                                       what is installed
  quern stages tag.gazetteer                         one stage in full

`quern COMMAND --help` tells more. Exit codes: 0 done; 1 the run or a test failed;
2 the configuration, the input or the usage is wrong; 3 done, with documents in
quarantine or skipped; 130 interrupted.)";

void configure(CLI::App& app, Context& context) {
    app.name("quern");
    app.description("Quern grinds text: pages in, tables that can be counted, queried and cited out.");
    app.footer(examples);
    app.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app.get_formatter()->label("Subcommands", "Commands");
    app.get_formatter()->column_width(26);
    app.require_subcommand(1);
    app.fallthrough();  // inherited by commands: global options may stand behind them
    app.set_help_flag("-h,--help", "Print this help and exit");
    app.set_version_flag("--version", std::string("quern " QUERN_VERSION), "Print the version and exit");
    app.add_option("--plugins", context.plugin_folders,
                   "Look for plugins in this folder too, before the installed ones; repeatable")
        ->option_text("DIR")
        ->allow_extra_args(false);
    app.add_flag("--quiet", context.quiet, "Print nothing to stderr but errors");
}

void complain(const std::string& message, const std::string& hint = {}) {
    std::fflush(stdout);
    fmt::print(stderr, "quern: {}\n", message);
    if (!hint.empty()) fmt::print(stderr, "  {}\n", hint);
}

// What CLI11 says of a mistake, but for a missing or unknown command, of which it says little.
std::string mistake(const CLI::App& app, const CLI::ParseError& error) {
    if (!app.get_subcommands().empty()) return error.what();
    for (const std::string& argument : app.remaining())
        if (!argument.starts_with('-')) return fmt::format("there is no command '{}'", argument);
    return app.remaining().empty() ? error.what()
                                   : fmt::format("there is no option {}", app.remaining().front());
}

// Help and version go to stdout with 0, mistakes to stderr with 2.
int usage(const CLI::App& app, const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    const auto chosen = app.get_subcommands();
    const std::string command = chosen.empty() ? "" : " " + chosen.front()->get_name();
    complain(mistake(app, error), fmt::format("quern{} --help", command));
    return 2;
}

int run(int argc, char** argv) {
    Context context;
    CLI::App app;
    configure(app, context);
    // In the order of the help.
    add_check(app, context);
    try {
        if (argc == 1) throw CLI::CallForHelp();
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return usage(app, error);
    }
    if (std::fflush(stdout) != 0) {
        complain(fmt::format("cannot write to stdout: {}", std::strerror(errno)));
        return 1;
    }
    return context.exit_code;
}

}  // namespace
}  // namespace quern::host

int main(int argc, char** argv) {
    using namespace quern::host;
    try {
        return run(argc, argv);
    } catch (const quern::FatalError& error) {
        complain(error.what(), error.hint());
        return 1;
    } catch (const quern::Error& error) {
        complain(error.what(), error.hint());
        return 2;
    } catch (const std::exception& error) {
        complain(error.what());
        return 1;
    }
}
