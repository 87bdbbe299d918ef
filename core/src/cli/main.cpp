// SPDX-License-Identifier: MIT
// The command `quern`: global options, the list of commands, and what becomes of errors.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <system_error>
#include <vector>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <quern/error.hpp>

#include "cli/verbs.hpp"
#include "pipeline/diagnostics.hpp"
#include "plugin/version.hpp"
#include "worker/isolation.hpp"

namespace quern::host {
namespace {

constexpr const char* examples = R"(Examples:
  quern run configs/news.yaml                        run a pipeline as it stands
  quern run configs/news.yaml articles/ --jobs 4     the same over other texts
  quern check my.yaml                                every mistake in it, before anything runs
  quern stages                                       what is installed
  quern stages tag.gazetteer                         one stage in full

`quern COMMAND --help` tells more. Exit codes: 0 done; 1 the run, a test or a comparison failed;
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
    app.set_version_flag("--version", "quern " + std::string(version()), "Print the version and exit");
    app.add_option("--plugins", context.plugin_folders,
                   "Look for plugins in this folder too, before the installed ones; repeatable")
        ->option_text("DIR")
        ->allow_extra_args(false)
        ->check(CLI::ExistingDirectory);
    app.add_flag("--quiet", context.quiet, "Print nothing to stderr but errors");
}

// Once all commands are added: what their helps share.
void finish_helps(CLI::App& app) {
    for (CLI::App* verb : app.get_subcommands(nullptr)) {
        verb->group("Commands");
        const std::string footer = verb->get_footer();
        verb->footer(footer + (footer.empty() ? "" : "\n\n") +
                     "--plugins DIR and --quiet may stand here too: quern --help");
    }
}

void complain(const std::string& message, const std::string& hint = {}) {
    std::fflush(stdout);
    fmt::print(stderr, "quern: {}\n", message);
    if (!hint.empty()) fmt::print(stderr, "  {}\n", hint);
}

struct Mistake {
    std::string message, hint;
};

// The first argument that nothing takes, with what may have been meant.
Mistake unexpected(const CLI::App& app, const CLI::App* command, const std::string& argument) {
    const bool is_option = argument.starts_with('-');
    const std::string name = argument.substr(0, argument.find('='));
    std::vector<std::string> known;
    for (const CLI::App* place : {&app, command}) {
        if (!place) continue;
        for (const CLI::Option* option : place->get_options())
            for (const std::string& long_name : option->get_lnames()) known.push_back("--" + long_name);
    }
    if (!is_option) {
        known.clear();
        for (const CLI::App* verb : app.get_subcommands(nullptr)) known.push_back(verb->get_name());
    }
    const std::string near = !is_option && command ? "" : nearest(name, known);
    const std::string place = command ? "quern " + command->get_name() : "quern";
    const std::string hint = near.empty() ? place + " --help" : fmt::format("did you mean {}?", near);
    if (is_option && !command) return {fmt::format("there is no option {}", name), hint};
    if (is_option) return {fmt::format("{} has no option {}", place, name), hint};
    if (command) return {fmt::format("{} has no use for the argument '{}'", place, argument), hint};
    return {fmt::format("there is no command '{}'", argument), hint};
}

Mistake mistake(const CLI::App& app, const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    const CLI::App* command = chosen.empty() ? nullptr : chosen.front();
    const auto extra = app.remaining(true);
    // Before a command is found, what stands first explains the rest.
    if (!extra.empty() && (!command || dynamic_cast<const CLI::ExtrasError*>(&error)))
        return unexpected(app, command, extra.front());
    std::string message = error.what();
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        message = message.substr(0, message.find(": ")) + " needs a value";
    return {message, fmt::format("quern{} --help", command ? " " + command->get_name() : "")};
}

// Help and version go to stdout with 0, mistakes to stderr with 2.
int usage(const CLI::App& app, const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    const auto [message, hint] = mistake(app, error);
    complain(message, hint);
    return 2;
}

// Large blocks go back to the system as soon as they are freed. By itself glibc raises the bar to 32 MB when
// the first one goes, and from then on the holes that growing arrays leave behind are kept.
void return_large_blocks() {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 16 << 20);
#endif
}

int run(int argc, char** argv) {
    Context context;
    CLI::App app;
    configure(app, context);
    // In the order of the help.
    add_run(app, context);
    add_check(app, context);
    add_plan(app, context);
    add_test(app, context);
    add_eval(app, context);
    add_train(app, context);
    add_show(app, context);
    add_diff(app, context);
    add_stages(app, context);
    add_schema(app, context);
    add_new(app, context);
    finish_helps(app);
    try {
        if (argc == 1) throw CLI::CallForHelp();
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return usage(app, error);
    }
    if (std::fflush(stdout) != 0) {
        if (errno == EPIPE) return 1;  // as in main()
        complain(fmt::format("cannot write to stdout: {}", std::strerror(errno)));
        return 1;
    }
    return context.exit_code;
}

}  // namespace
}  // namespace quern::host

int main(int argc, char** argv) {
    using namespace quern::host;
    return_large_blocks();
    try {
        // The command's own children: see worker/isolation.hpp.
        const std::vector<std::string> arguments(argv + 1, argv + argc);
        if (arguments.size() == 2 && arguments[0] == describe_argument) return describe_plugin(arguments[1]);
        if (arguments.size() == 3 && arguments[0] == serve_argument)
            return serve_stage(arguments[1], arguments[2]);
        return run(argc, argv);
    } catch (const quern::FatalError& error) {
        complain(error.what(), error.hint());
        return 1;
    } catch (const quern::Error& error) {
        complain(error.what(), error.hint());
        return 2;
    } catch (const std::system_error& error) {
        if (error.code() != std::errc::broken_pipe) complain(error.what());
        return 1;  // without a word where whoever read stdout has seen enough
    } catch (const std::exception& error) {
        complain(error.what());
        return 1;
    }
}
