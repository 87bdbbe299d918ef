// SPDX-License-Identifier: MIT
// The commands of `quern`: one function each, in a file of its own, adds a command's options and what it
// does.
#pragma once

#include <filesystem>
#include <vector>

namespace CLI {
class App;
}

namespace quern::host {

// What all commands share. `main` fills it from the command line and ends with its exit code: 0 done, 1 the
// run, a test or a comparison failed, 2 the configuration, the input or the usage is wrong, 3 done with
// documents in quarantine, 130 interrupted. An Error that leaves a command ends it with 2, any other
// exception with 1.
struct Context {
    std::vector<std::filesystem::path> plugin_folders;  // of --plugins
    bool quiet = false;                                 // nothing on stderr but errors
    int exit_code = 0;
};

// Options bind to variables that must outlive the function: keep them in a shared_ptr that the callback
// holds.
void add_run(CLI::App& app, Context& context);
void add_check(CLI::App& app, Context& context);
void add_plan(CLI::App& app, Context& context);
void add_test(CLI::App& app, Context& context);
void add_eval(CLI::App& app, Context& context);
void add_train(CLI::App& app, Context& context);
void add_show(CLI::App& app, Context& context);
void add_diff(CLI::App& app, Context& context);
void add_stages(CLI::App& app, Context& context);
void add_schema(CLI::App& app, Context& context);
void add_new(CLI::App& app, Context& context);

}  // namespace quern::host
