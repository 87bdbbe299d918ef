// SPDX-License-Identifier: MIT
#include "run/run.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "run/chain.hpp"
#include "run/control.hpp"
#include "run/feed.hpp"
#include "run/peak_memory.hpp"
#include "run/ring.hpp"
#include "run/sink.hpp"
#include "run/utc.hpp"
#include "run/worker.hpp"
#include "worker/permits.hpp"
#include "worker/process_stage.hpp"

namespace quern::host {

namespace {

unsigned jobs_of(const RunOptions& options) {
    return options.jobs != 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
}

std::size_t places_of(const RunOptions& options) {
    if (options.documents_in_flight != 0) return options.documents_in_flight;
    return std::max<std::size_t>(64, std::size_t{32} * jobs_of(options));
}

class Run {
public:
    Run(Plan& plan, const RunOptions& options);
    RunReport execute();

private:
    void run_workers();
    std::size_t threads_that_wait();
    void work(Worker& worker);
    void pass_documents(Worker& worker);
    // The worker's next item, and its place in the ring; nothing when there is none or the run is to end.
    std::optional<std::uint64_t> pull(Worker& worker, std::uint64_t& number);
    void deliver(Outcome& outcome);
    void collect(const std::vector<std::unique_ptr<Worker>>& workers);
    std::string nothing_read() const;
    void add_remarks();
    void conclude();
    double seconds() const { return std::chrono::duration<double>(Stopwatch::Clock::now() - began_).count(); }

    Plan& plan_;
    const RunOptions& options_;
    RunReport report_;
    Control control_;
    Chain chain_;
    WorkerContext context_{plan_, chain_, control_};
    Sink sink_;
    RowCounts rows_;
    const Stopwatch::Clock::time_point began_ = Stopwatch::Clock::now();
    Stopwatch::Clock::time_point shown_ = began_;
    std::optional<Permits> permits_;  // where threads wait for worker processes
    ReorderRing<Outcome> ring_;
    std::mutex feed_mutex_;  // guards the two below
    std::unique_ptr<Feed> feed_;
    bool at_end_ = false;
    Reader::Extent extent_;
};

Run::Run(Plan& plan, const RunOptions& options)
    : plan_(plan),
      options_(options),
      control_(options.interrupted),
      chain_(plan),
      sink_(plan, control_, report_, options.retry),
      ring_(places_of(options), options.bytes_in_flight),
      feed_(make_feed(plan.input.reader(), options.retry, options.limit)) {
    report_.title = plan.title;
    report_.pipeline = plan.file.string();
    report_.changes = plan.changes;
    report_.started = utc_now();
    report_.jobs = jobs_of(options);
    for (const auto* planned : components(plan)) report_.stages.push_back({planned->label, 0, 0, {}, 0});
}

RunReport Run::execute() {
    if (!control_.stopping()) sink_.open();
    Problem problem;
    if (!guarded(plan_.input.label, problem, [&] { extent_ = feed_->extent(); }))
        control_.fail(problem.describe());
    report_.left_out = extent_.left_out;
    if (!control_.stopping()) run_workers();
    if (!control_.stopping() && report_.read == 0) control_.fail(nothing_read());
    if (!control_.stopping()) sink_.keep_unread(*feed_);
    if (!control_.stopping()) sink_.finish(rows_);
    add_remarks();
    conclude();
    return std::move(report_);
}

void Run::run_workers() {
    std::vector<std::unique_ptr<Worker>> workers;
    std::vector<std::thread> threads;
    const auto threads_wanted = report_.jobs + threads_that_wait();
    for (std::size_t i = 0; i < threads_wanted; ++i) workers.push_back(std::make_unique<Worker>(context_));
    try {
        for (std::size_t i = 1; i < threads_wanted; ++i) threads.emplace_back([&, i] { work(*workers[i]); });
    } catch (const std::exception& error) {
        report_.warnings.push_back(std::string("fewer threads than jobs: ") + error.what());
    }
    work(*workers[0]);
    for (auto& thread : threads) thread.join();
    collect(workers);
}

// Threads that wait for worker processes would be missed at work: so many more are made, and no more than
// jobs are let work at a time.
std::size_t Run::threads_that_wait() {
    constexpr std::size_t most = 64;
    std::size_t processes = 0;
    for (const auto& planned : plan_.stages)
        if (auto* stage = dynamic_cast<ProcessStage*>(planned.object.get()))
            processes += stage->use_jobs(report_.jobs);
    if (processes > 0) permits_.emplace(report_.jobs);
    return std::min(processes, most);
}

void Run::work(Worker& worker) {
    Problem problem;
    if (!guarded("quern", problem, [&] { pass_documents(worker); })) control_.fail(problem.describe());
    if (control_.stopping()) ring_.close();
}

void Run::pass_documents(Worker& worker) {
    std::uint64_t number = 0;
    while (const auto ticket = pull(worker, number)) {
        Outcome& outcome = ring_.result(*ticket);
        const auto announced = std::max<std::uint64_t>(worker.item.size, worker.item.data.size());
        {
            const AtWork at_work(permits_ ? &*permits_ : nullptr);
            worker.load(number, outcome);
            if (outcome.bytes > announced) ring_.recharge(*ticket, outcome.bytes);
            worker.process(number, outcome);
        }
        if (outcome.kind == Outcome::Kind::problem && outcome.problem.fatal)
            control_.fail(about(outcome.id, outcome.problem));
        ring_.complete(*ticket, [this](Outcome& next) { deliver(next); });
    }
}

std::optional<std::uint64_t> Run::pull(Worker& worker, std::uint64_t& number) {
    std::lock_guard lock(feed_mutex_);
    if (at_end_ || control_.stopping()) return std::nullopt;
    Item& item = worker.item;
    for (auto* text : {&item.id, &item.uri, &item.media_type, &item.data, &item.problem}) text->clear();
    item.size = item.offset = 0;
    Stopwatch watch;
    watch.start();
    Problem problem;
    const bool well = guarded(plan_.input.label, problem, [&] { at_end_ = !feed_->next(item, number); });
    worker.charge_input(watch.lap());
    if (!well) control_.fail(problem.describe());
    if (!well || at_end_) return std::nullopt;
    return ring_.admit(std::max<std::uint64_t>(item.size, item.data.size()));
}

void Run::deliver(Outcome& outcome) {
    sink_.take(outcome);
    if (control_.stopping()) return ring_.close();
    if (!options_.progress) return;
    const auto now = Stopwatch::Clock::now();
    if (now - shown_ < std::chrono::milliseconds(200)) return;
    shown_ = now;
    options_.progress({report_.read, report_.bytes, extent_.documents, extent_.bytes, seconds()});
}

void Run::collect(const std::vector<std::unique_ptr<Worker>>& workers) {
    std::int64_t slowest = 0;
    for (const auto& worker : workers) {
        rows_.add(worker->rows());
        for (std::size_t i = 0; i < worker->tallies().size(); ++i) {
            const Tally& tally = worker->tallies()[i];
            report_.stages[i].seconds += 1e-9 * static_cast<double>(tally.nanoseconds);
            report_.stages[i].documents += tally.documents;
            report_.stages[i].rows_lost += tally.rows_lost;
        }
        if (worker->slowest_nanoseconds() <= slowest) continue;
        slowest = worker->slowest_nanoseconds();
        report_.slowest_document = worker->slowest_document();
    }
    report_.slowest_seconds = 1e-9 * static_cast<double>(slowest);
}

// Most likely the input is not the one that was meant: results of an earlier run are worth more.
std::string Run::nothing_read() const {
    return fmt::format("the input has no documents, so outputs that exist are left as they are\n  {}",
                       report_.left_out == 0
                           ? "look at the input's path"
                           : fmt::format("look at the input's path, and at its options: what is there and "
                                         "left out by them comes to {}",
                                         report_.left_out));
}

void Run::add_remarks() {
    Problem problem;
    std::vector<std::string> remarks;
    if (!guarded(plan_.input.label, problem, [&] { remarks = plan_.input.reader().remarks(); }))
        remarks.push_back(problem.reason);
    for (const auto& remark : remarks) report_.warnings.push_back(plan_.input.label + ": " + remark);
    for (const auto& planned : plan_.stages)
        if (auto* stage = dynamic_cast<ProcessStage*>(planned.object.get()))
            for (const auto& remark : stage->finish())
                report_.warnings.push_back(planned.label + ": " + remark);
}

void Run::conclude() {
    sink_.fill_report();
    report_.seconds = seconds();
    report_.ended = utc_now();
    report_.peak_memory = peak_memory();
    const bool committed = sink_.committed();
    if (control_.failed() && !control_.interrupted()) {
        report_.outcome = "failed";
        report_.failure = control_.failure();
    } else if (!committed) {
        report_.outcome = "interrupted";
    } else {
        report_.outcome = report_.quarantined + report_.skipped == 0 ? "done" : "done with problems";
    }
    if (!committed)
        for (auto& output : plan_.outputs) output.object.reset();
}

}  // namespace

RunReport run(Plan& plan, const RunOptions& options) {
    return Run(plan, options).execute();
}

int RunReport::exit_code() const {
    if (outcome == "interrupted") return 130;
    if (outcome == "failed") return 1;
    return quarantined + skipped == 0 ? 0 : 3;
}

}  // namespace quern::host
