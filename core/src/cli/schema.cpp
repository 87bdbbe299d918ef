// SPDX-License-Identifier: MIT
// `quern schema`: the JSON Schema of pipelines, for editors.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/verbs.hpp"
#include "pipeline/config_schema.hpp"

namespace quern::host {

void add_schema(CLI::App& app, Context& context) {
    auto* verb = app.add_subcommand("schema", "Print the JSON Schema of pipelines, for editors");
    verb->callback([&context] {
        const Registry registry(plugin_folders({}, context.plugin_folders));
        fmt::print("{}", config_schema(registry));
    });
}

}  // namespace quern::host
