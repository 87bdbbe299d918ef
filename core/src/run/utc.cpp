// SPDX-License-Identifier: MIT
#include "run/utc.hpp"

#include <chrono>

#include <fmt/chrono.h>

namespace quern::host {

std::string utc_now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

}  // namespace quern::host
