// SPDX-License-Identifier: MIT
// How many threads of a run may compute at a time. A thread that waits for a worker process makes room for
// another, so that a run has more threads than jobs where there are such waits, and no more than jobs at
// work.
#pragma once

#include <condition_variable>
#include <mutex>

namespace quern::host {

class Permits {
public:
    explicit Permits(unsigned count) : free_(count) {}
    void acquire() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return free_ > 0; });
        --free_;
    }
    void release() {
        {
            std::lock_guard lock(mutex_);
            ++free_;
        }
        changed_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    unsigned free_;
};

// This thread is at work as long as the object lives. Null permits: without leave.
class AtWork {
public:
    explicit AtWork(Permits* permits) : before_(current()) {
        if (permits) permits->acquire();
        current() = permits;
    }
    ~AtWork() {
        if (auto* permits = current()) permits->release();
        current() = before_;
    }
    AtWork(const AtWork&) = delete;
    AtWork& operator=(const AtWork&) = delete;

private:
    friend class Waiting;
    static Permits*& current() {
        thread_local Permits* permits = nullptr;
        return permits;
    }
    Permits* before_;
};

// This thread waits, and computes nothing, as long as the object lives.
class Waiting {
public:
    Waiting() : permits_(AtWork::current()) {
        if (permits_) permits_->release();
    }
    ~Waiting() {
        if (permits_) permits_->acquire();
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

private:
    Permits* permits_;
};

}  // namespace quern::host
