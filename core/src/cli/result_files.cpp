// SPDX-License-Identifier: MIT
#include "cli/result_files.hpp"

#include <cstdio>

#include <fmt/format.h>

#include "cli/plan_arguments.hpp"
#include "cli/terminal.hpp"
#include "pipeline/annotation_reader.hpp"

namespace quern::host {

std::optional<Plan> reader_plan(const std::vector<std::string>& files,
                                const std::vector<std::pair<std::string, std::string>>& options,
                                const Registry& registry, Context& context) {
    Diagnostics diagnostics;
    Plan plan = plan_reader(files, options, registry, diagnostics);
    if (diagnostics.errors() > 0) {
        fmt::print(stderr, "{}", diagnostics.render(colour_on_stderr()));
        context.exit_code = 2;
        return {};
    }
    std::vector<std::string> warnings;
    if (!prepare(plan, Preparation::of_all, warnings, context)) return {};
    for (const auto& warning : warnings)
        if (!context.quiet) fmt::print(stderr, "warning: {}\n", warning);
    return plan;
}

}  // namespace quern::host
