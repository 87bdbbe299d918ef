// SPDX-License-Identifier: MIT
// Whether a run goes on.
#pragma once

#include <atomic>
#include <mutex>
#include <string>

namespace quern::host {

// Asked and told by all threads.
class Control {
public:
    // `interrupted` may be null; it is set from outside, by a signal.
    explicit Control(const std::atomic<bool>* interrupted = nullptr) : interrupted_(interrupted) {}

    bool interrupted() const { return interrupted_ && interrupted_->load(std::memory_order_relaxed); }
    bool failed() const { return failed_.load(std::memory_order_acquire); }
    bool stopping() const { return failed() || interrupted(); }

    // Ends the run. The first message stands.
    void fail(const std::string& message) {
        std::lock_guard lock(mutex_);
        if (!failed()) message_ = message;
        failed_.store(true, std::memory_order_release);
    }
    std::string failure() const {
        std::lock_guard lock(mutex_);
        return message_;
    }

private:
    const std::atomic<bool>* interrupted_;
    std::atomic<bool> failed_{false};
    mutable std::mutex mutex_;
    std::string message_;
};

}  // namespace quern::host
