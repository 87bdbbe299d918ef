// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace quern::host {

// The file that is running; empty where the system does not tell.
std::filesystem::path this_program();

}  // namespace quern::host
