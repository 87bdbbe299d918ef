// SPDX-License-Identifier: MIT
// What the run report counts while documents pass: kept by each worker for itself, added up at the end.
#pragma once

#include <chrono>
#include <cstdint>

namespace quern::host {

// Of one stage, input or output.
struct Tally {
    std::int64_t nanoseconds = 0;
    std::uint64_t documents = 0;
    std::uint64_t rows_lost = 0;
};

// Reads the clock once for the end of one stage and the beginning of the next.
class Stopwatch {
public:
    using Clock = std::chrono::steady_clock;

    void start() { last_ = Clock::now(); }
    // Nanoseconds since start() or the last lap.
    std::int64_t lap() {
        const auto now = Clock::now();
        const auto passed = std::chrono::duration_cast<std::chrono::nanoseconds>(now - last_).count();
        last_ = now;
        return passed;
    }
    Clock::time_point last() const { return last_; }

private:
    Clock::time_point last_{};
};

}  // namespace quern::host
