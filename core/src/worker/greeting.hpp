// SPDX-License-Identifier: MIT
// The first line of the worker protocol, and the answer to it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <quern/output.hpp>

#include "document/access.hpp"
#include "worker/worker_file.hpp"

namespace quern::host {

// {"quern": 1, "stage": …, "file": …, "options": {…}, "offsets": …, "max_bytes": …, "layers": [{"declared",
// "name", "mode", "columns": [{"name", "type", "target"}]}]}, with its line break. `options` is JSON.
std::string greeting(const WorkerFile& file, const Access& access, const std::string& options,
                     std::uint64_t max_bytes);

// The answer {"quern": 1, "warnings": […]}; an Error for {"error": …}, and for anything else.
std::vector<std::string> check_greeting_answer(const std::string& answer);

// The way back, for the worker's side.
struct Greeting {
    std::string stage, options;  // options as JSON
    OffsetUnit offsets = OffsetUnit::code_points;
    std::uint64_t max_bytes = 0;
    std::vector<Access::Use> layers;
};
Greeting read_greeting(const std::string& line);

}  // namespace quern::host
