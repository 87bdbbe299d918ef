// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace quern::host {

// The time of day as ISO 8601, in UTC, to the second: 2024-05-01T12:00:00Z.
std::string utc_now();

}  // namespace quern::host
