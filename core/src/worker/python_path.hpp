// SPDX-License-Identifier: MIT
// Where workers in Python find the module `quern` that comes with the command.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace quern::host {

// PYTHONPATH with the module's folder in front, and what makes Python write its errors as they happen.
std::vector<std::pair<std::string, std::string>> worker_environment();

}  // namespace quern::host
