// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace quern::host {

// The most memory that this process has had in RAM at one time, in bytes; 0 where the system does not tell.
std::uint64_t peak_memory();

}  // namespace quern::host
