// SPDX-License-Identifier: MIT
// The worker processes of one stage: started when they are needed, started again when they fail.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "worker/child_process.hpp"
#include "worker/worker_file.hpp"

namespace quern::host {

// Shared by all threads of a run.
class WorkerPool {
public:
    // `greeting` is the first line that each process is sent; it answers {"quern": 1}.
    WorkerPool(Program program, std::string greeting, const WorkerLimits& limits);
    ~WorkerPool();

    // Starts a process and has it greeted, so that what is wrong with it is known before the run; gives its
    // warnings. An Error says what is wrong.
    std::vector<std::string> start_first();
    void allow(std::size_t processes) { most_ = processes; }

    // A process's turn with one document.
    class Turn {
    public:
        explicit Turn(WorkerPool& pool);
        ~Turn();
        // The answer. An Error for what costs the document, a FatalError when too many were lost in a row.
        std::string ask(std::string_view request);
        // Gives the process up, since its answer made no sense; another is started for the next document.
        // Throws as ask() does. Without a hint, what it wrote to stderr is one.
        [[noreturn]] void fail(const std::string& what, std::string hint = {}, const std::string& mend = {});
        // The answer, for the document of that id, was understood.
        void accept(const std::string& id);
        // Of the document that the process answered for before.
        std::string last_served() const { return process_ ? process_->last_served : std::string(); }
        // Another is asked next, without anybody's being at fault.
        void replace_process();

    private:
        friend class WorkerPool;
        WorkerPool& pool_;
        std::unique_ptr<ChildProcess> process_;
    };

    // Ends the processes; gives what there is to say: how often some were started again, and what they wrote
    // to stderr.
    std::vector<std::string> finish();

private:
    friend class Turn;
    std::unique_ptr<ChildProcess> start(std::vector<std::string>& warnings) const;
    std::unique_ptr<ChildProcess> take();
    void give_back(std::unique_ptr<ChildProcess> process);
    ChildProcess::Bounds bounds(std::size_t request) const;
    std::string what_happened(ChildProcess::Outcome outcome, const ChildProcess::Bounds& bounds) const;

    const Program program_;
    const std::string greeting_;
    const WorkerLimits limits_;
    std::atomic<std::size_t> most_{1};
    std::atomic<std::int64_t> in_a_row_{0}, restarts_{0}, grown_{0};

    std::mutex mutex_;  // guards all below
    std::condition_variable changed_;
    std::vector<std::unique_ptr<ChildProcess>> idle_;
    std::size_t at_work_ = 0;
    std::uint64_t tickets_ = 0, served_ = 0;
    bool told_ = false;  // what a process wrote to stderr: of one, not of all
};

}  // namespace quern::host
