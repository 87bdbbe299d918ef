// SPDX-License-Identifier: MIT
#include "worker/worker_pool.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/interruption.hpp>

#include "worker/greeting.hpp"

namespace quern::host {

using namespace std::chrono_literals;

namespace {

constexpr double greeting_seconds = 60;  // at least: a model may be loaded first
constexpr auto farewell = 1000ms;        // for a process that may have something to write still
constexpr auto autopsy = 200ms;  // for one that closed its pipe to end, so that its ending can be told
constexpr std::size_t least_answer = 64 << 20;
constexpr std::size_t answer_per_byte = 32;  // of the request

std::string with_last_words(const ChildProcess& process) {
    const auto words = process.last_words();
    return words.empty() ? "it wrote nothing to stderr" : "its stderr ended with:\n" + words;
}

// What lets a worker have more of it.
std::string mend(ChildProcess::Outcome outcome) {
    if (outcome == ChildProcess::Outcome::timed_out) return "`timeout_seconds` gives it longer; ";
    if (outcome == ChildProcess::Outcome::too_large) return "`memory_mb` gives it more; ";
    return {};
}

}  // namespace

WorkerPool::WorkerPool(Program program, std::string greeting, const WorkerLimits& limits)
    : program_(std::move(program)), greeting_(std::move(greeting)), limits_(limits) {}

WorkerPool::~WorkerPool() {
    finish();
}

std::unique_ptr<ChildProcess> WorkerPool::start(std::vector<std::string>& warnings) const {
    std::string answer;
    auto process = std::make_unique<ChildProcess>(program_);
    auto bounds = this->bounds(greeting_.size());
    bounds.seconds = std::max(greeting_seconds, bounds.seconds);
    const auto outcome = process->exchange(greeting_, answer, bounds);
    if (outcome != ChildProcess::Outcome::answered) {
        const auto what = outcome == ChildProcess::Outcome::closed
                              ? fmt::format("its worker {}", process->end(autopsy))
                              : what_happened(outcome, bounds);
        process->end(0ms);
        throw Error(fmt::format("{} before it was ready", what), with_last_words(*process));
    }
    try {
        warnings = check_greeting_answer(answer);
    } catch (const Error& error) {
        process->end(autopsy);
        const auto words = process->last_words();
        throw Error(error.what(), words.empty() ? error.hint() : with_last_words(*process));
    }
    return process;
}

std::vector<std::string> WorkerPool::start_first() {
    std::vector<std::string> warnings;
    auto process = start(warnings);
    std::lock_guard lock(mutex_);
    idle_.push_back(std::move(process));
    return warnings;
}

// A process that waits, or null where one may be started.
std::unique_ptr<ChildProcess> WorkerPool::take() {
    std::unique_lock lock(mutex_);
    const auto ticket = tickets_++;  // first come, first served
    changed_.wait(lock, [&] { return ticket == served_ && (!idle_.empty() || at_work_ < most_); });
    ++served_;
    ++at_work_;
    changed_.notify_all();
    if (idle_.empty()) return nullptr;
    auto process = std::move(idle_.back());
    idle_.pop_back();
    return process;
}

void WorkerPool::give_back(std::unique_ptr<ChildProcess> process) {
    {
        std::lock_guard lock(mutex_);
        --at_work_;
        if (process) idle_.push_back(std::move(process));
    }
    changed_.notify_all();
}

ChildProcess::Bounds WorkerPool::bounds(std::size_t request) const {
    return {limits_.timeout_seconds, static_cast<std::uint64_t>(limits_.memory_mb) * 1'000'000,
            least_answer + answer_per_byte * request};
}

std::string WorkerPool::what_happened(ChildProcess::Outcome outcome,
                                      const ChildProcess::Bounds& bounds) const {
    switch (outcome) {
        case ChildProcess::Outcome::timed_out:
            return fmt::format("its worker gave no answer for {} seconds", bounds.seconds);
        case ChildProcess::Outcome::too_large:
            return fmt::format("its worker took more than {} MB of memory", limits_.memory_mb);
        case ChildProcess::Outcome::too_long:
            return "its worker gave an answer that is far too long for the document";
        default:
            return "the run was interrupted";
    }
}

WorkerPool::Turn::Turn(WorkerPool& pool) : pool_(pool), process_(pool.take()) {}

WorkerPool::Turn::~Turn() {
    pool_.give_back(std::move(process_));
}

std::string WorkerPool::Turn::ask(std::string_view request) {
    // One that has grown over documents, or has spoken or ended since its last answer, costs none of them.
    const auto bounds = pool_.bounds(request.size());
    if (process_ && bounds.memory != 0 && process_->asked() % 16 == 0 && process_->memory() > bounds.memory) {
        ++pool_.grown_;
        process_.reset();
    }
    if (process_ && process_->is_out_of_step()) {
        ++pool_.restarts_;
        process_.reset();
    }
    if (!process_) try {
            std::vector<std::string> told_before;  // by the first process
            process_ = pool_.start(told_before);
        } catch (const FatalError&) {
            throw;
        } catch (const Error& error) {
            fail(error.what(), error.hint());
        }
    std::string answer;
    const auto outcome = process_->exchange(request, answer, bounds);
    if (outcome == ChildProcess::Outcome::answered) return answer;
    if (outcome != ChildProcess::Outcome::closed)
        fail(pool_.what_happened(outcome, bounds), {}, mend(outcome));
    // How it ended is known when it has.
    const auto ending = process_->end(autopsy);
    fail(ending == "had to be killed" ? "its worker closed its stdout" : "its worker " + ending);
}

void WorkerPool::Turn::accept(const std::string& id) {
    pool_.in_a_row_ = 0;
    if (process_) process_->last_served = id;
}

void WorkerPool::Turn::replace_process() {
    process_.reset();
    ++pool_.restarts_;
}

void WorkerPool::Turn::fail(const std::string& what, std::string hint, const std::string& mend) {
    if (process_) {
        process_->end(0ms);
        if (hint.empty()) hint = mend + with_last_words(*process_);
        process_.reset();
        ++pool_.restarts_;
    }
    if (interruption()) throw Error("the run was interrupted");
    if (const auto failures = pool_.limits_.failures; ++pool_.in_a_row_ >= failures)
        throw FatalError(
            failures == 1 ? what : fmt::format("{}; that makes {} failures in a row", what, failures), hint);
    throw Error(what, hint);
}

std::vector<std::string> WorkerPool::finish() {
    std::vector<std::string> remarks;
    const auto times = [](std::int64_t count) {
        return count == 1 ? "once" : fmt::format("{} times", count);
    };
    if (restarts_ > 0) remarks.push_back(fmt::format("a worker was started again {}", times(restarts_)));
    if (grown_ > 0)
        remarks.push_back(fmt::format("a worker that had grown above {} MB was started anew {}",
                                      limits_.memory_mb, times(grown_)));
    for (auto& process : idle_) process->hang_up();
    const auto until = std::chrono::steady_clock::now() + farewell;
    for (auto& process : idle_) {
        const auto left = until - std::chrono::steady_clock::now();
        process->end(std::max(0ms, std::chrono::duration_cast<std::chrono::milliseconds>(left)));
        if (const auto words = process->last_words(); !words.empty() && !told_)
            remarks.push_back("a worker wrote to stderr, at the end:\n" + words), told_ = true;
    }
    idle_.clear();
    restarts_ = grown_ = 0;
    return remarks;
}

}  // namespace quern::host
