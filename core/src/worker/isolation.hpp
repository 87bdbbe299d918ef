// SPDX-License-Identifier: MIT
// A plugin kept in processes of its own: `quern` itself, called with one of the two arguments below, loads it
// there, describes it as worker files, and serves its stages by the worker protocol.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "worker/worker_file.hpp"

namespace quern::host {

inline constexpr const char* describe_argument = "--describe-plugin";  // FILE
inline constexpr const char* serve_argument = "--serve-stage";         // FILE STAGE

struct Isolated {
    std::vector<std::shared_ptr<const WorkerFile>> workers;  // one a stage
    std::string remark;  // which of what it offers are left out, being no stages
};

// Has the plugin described by a process of its own. An Error where that process fails.
Isolated isolate_plugin(const std::filesystem::path& file);

// The child's part: what it prints and does. Each gives the exit code.
int describe_plugin(const std::filesystem::path& file);
int serve_stage(const std::filesystem::path& file, const std::string& stage);

}  // namespace quern::host
