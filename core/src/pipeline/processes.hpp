// SPDX-License-Identifier: MIT
// Entries of `stages:` that concern processes, looked at before any plugin is loaded: `isolate: true`, which
// any stage takes, and `use: run.process`, which names a worker file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"

namespace quern::host {

class Registry;

inline constexpr std::string_view isolate_key = "isolate";
inline constexpr std::string_view run_process = "run.process";

struct Processes {
    std::vector<std::string> isolated;           // stages whose plugins are not to be loaded here
    std::vector<std::filesystem::path> workers;  // worker files
    struct Named {
        std::string stage;
        std::filesystem::path file;
        ConfigMark mark;
    };
    std::vector<Named> named;  // the same, where they are named
};

// Turns each `use: run.process` with its `worker` into the use of the stage that the file declares.
Processes read_processes(ConfigNode& root, Diagnostics& diagnostics);

// Complains of worker files whose stage has the name of another's.
void check_named_workers(const Processes& processes, const Registry& registry, Diagnostics& diagnostics);

}  // namespace quern::host
