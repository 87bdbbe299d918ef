// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <quern/declaration.hpp>

namespace quern::host {

// What a stage declares as a worker file whose offsets are bytes; JSON, which is YAML.
std::string worker_file_json(const std::string& stage, const std::string& version,
                             const std::vector<std::string>& command, const Declaration::Content& content);

}  // namespace quern::host
