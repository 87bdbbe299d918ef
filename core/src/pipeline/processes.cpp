// SPDX-License-Identifier: MIT
#include "pipeline/processes.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <quern/declaration.hpp>

#include "pipeline/paths.hpp"
#include "pipeline/values.hpp"
#include "worker/worker_file.hpp"

namespace quern::host {

namespace {

// The entry of a worker becomes that of its stage. A mistake in its file is told where the file is named.
std::optional<std::filesystem::path> resolve_worker(ConfigNode& entry, ConfigNode& use,
                                                    Diagnostics& diagnostics) {
    const auto* worker = entry.find("worker");
    if (!worker) {
        diagnostics.error(use.mark, fmt::format("{} needs the option 'worker'", run_process),
                          "write 'worker: FILE.worker.yaml'", {"worker: the file that declares the stage"});
        return {};
    }
    const ConfigNode& value = *worker->value;
    if (!ValueReader(diagnostics).one_value(value, "worker")) return {};
    const auto path = resolve_path(value, Option::PathKind::file);
    const auto errors = diagnostics.errors();
    check_path(path, value, Option::PathKind::file, diagnostics);
    if (diagnostics.errors() > errors) return {};
    try {
        use.scalar = read_worker_file(path).stage;
    } catch (const Error& error) {
        diagnostics.error(value.mark, fmt::format("{} {}", path.string(), error.what()), error.hint());
        return {};
    }
    std::erase_if(entry.members, [](const auto& member) { return member.key == "worker"; });
    return path;
}

}  // namespace

Processes read_processes(ConfigNode& root, Diagnostics& diagnostics) {
    Processes out;
    const auto* stages = root.find("stages");
    if (!stages) return out;
    for (const auto& entry : stages->value->items) {
        const auto* use = entry->find("use");
        if (!use) continue;
        if (use->value->scalar == run_process) {
            if (auto path = resolve_worker(*entry, *use->value, diagnostics))
                out.workers.push_back(std::move(*path));
            else
                use->value->faulty = true;
        }
        const auto* isolate = entry->find(isolate_key);
        if (isolate && ValueReader(diagnostics).boolean(*isolate->value, isolate_key).value_or(false))
            out.isolated.push_back(use->value->scalar);
    }
    return out;
}

}  // namespace quern::host
