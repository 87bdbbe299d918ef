// SPDX-License-Identifier: MIT
#include "pipeline/processes.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <quern/declaration.hpp>

#include "pipeline/paths.hpp"
#include "pipeline/values.hpp"
#include "plugin/registry.hpp"
#include "worker/worker_file.hpp"

namespace quern::host {

namespace {

// The entry of a worker becomes that of its stage. A mistake in its file is told where the file is named.
std::optional<Processes::Named> resolve_worker(ConfigNode& entry, ConfigNode& use, Diagnostics& diagnostics) {
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
        diagnostics.error(value.mark, path.string() + " ", error);
        return {};
    }
    const ConfigMark mark = value.mark;
    std::erase_if(entry.members, [](const auto& member) { return member.key == "worker"; });
    return Processes::Named{use.scalar, std::filesystem::weakly_canonical(path), mark};
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
            if (auto named = resolve_worker(*entry, *use->value, diagnostics)) {
                if (std::find(out.workers.begin(), out.workers.end(), named->file) == out.workers.end())
                    out.workers.push_back(named->file);
                out.named.push_back(std::move(*named));
            } else {
                use->value->faulty = true;
            }
        }
        const auto* isolate = entry->find(isolate_key);
        if (isolate && ValueReader(diagnostics).boolean(*isolate->value, isolate_key).value_or(false))
            out.isolated.push_back(use->value->scalar);
    }
    return out;
}

// Whether the use of a stage by its name could be that of another file.
void check_named_workers(const Processes& processes, const Registry& registry, Diagnostics& diagnostics) {
    for (const auto& [stage, file, mark] : processes.named)
        for (const auto& verdict : registry.verdicts()) {
            const bool offers =
                std::find(verdict.stages.begin(), verdict.stages.end(), stage) != verdict.stages.end();
            if (!offers || verdict.file == file || verdict.kind == Verdict::Kind::refused) continue;
            diagnostics.error(mark,
                              fmt::format("{} calls its stage {}, and so does {}", file.string(), stage,
                                          verdict.file.string()),
                              "give it a name of its own");
            break;
        }
}

}  // namespace quern::host
