// SPDX-License-Identifier: MIT
// SIGINT and SIGTERM while a run goes on.
#pragma once

#include <atomic>

namespace quern::host {

// From its construction on, the first of the two signals sets the flag and the second ends the process. One
// at a time.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();  // the system's own way again
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    const std::atomic<bool>& flag() const;
};

}  // namespace quern::host
