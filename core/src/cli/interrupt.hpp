// SPDX-License-Identifier: MIT
// Signals while a run goes on.
#pragma once

namespace quern::host {

// From its construction on, the first SIGINT, SIGTERM or SIGHUP sets quern::interruption() and the second
// ends the process; a pipe that nobody reads and a file above its limit are failed writes instead of sudden
// death. One object at a time.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();  // the system's own way again
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;
};

}  // namespace quern::host
