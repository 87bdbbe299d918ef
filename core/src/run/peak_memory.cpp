// SPDX-License-Identifier: MIT
#include "run/peak_memory.hpp"

#include <fstream>
#include <string>

namespace quern::host {

// Not getrusage(): what it tells outlives exec(), so that it may be the peak of the program that started this
// one.
std::uint64_t peak_memory() {
    std::ifstream status("/proc/self/status");
    std::string name;
    while (status >> name) {
        std::uint64_t kilobytes = 0;
        if (name == "VmHWM:" && status >> kilobytes) return kilobytes * 1024;
        std::getline(status, name);
    }
    return 0;
}

}  // namespace quern::host
