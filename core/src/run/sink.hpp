// SPDX-License-Identifier: MIT
// A run's part that goes in corpus order: counts, quarantine, corpus stages, outputs; and the end, when
// everything gets its final name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/plan.hpp"
#include "run/control.hpp"
#include "run/counts.hpp"
#include "run/feed.hpp"
#include "run/quarantine.hpp"
#include "run/repeated_ids.hpp"
#include "run/row_counts.hpp"
#include "run/run.hpp"
#include "run/tables.hpp"
#include "run/tally.hpp"
#include "run/worker.hpp"

namespace quern::host {

// One thread at a time. Whatever a plugin throws here ends the run: by then it cannot be undone for one
// document.
class Sink {
public:
    // `retry` is the quarantine file whose documents are run, or empty.
    Sink(Plan& plan, Control& control, RunReport& report, const std::filesystem::path& retry);

    void open();
    // The next document.
    void take(Outcome& outcome);
    // Lines of the retried file that were not run: they stay in quarantine where that is this file.
    void keep_unread(Feed& feed);
    // All documents are in: tables, then everything is flushed, then everything committed. `rows` of all
    // documents.
    void finish(const RowCounts& rows);
    // Puts into the report what was counted here.
    void fill_report();

    // Whether everything has its final name.
    bool committed() const { return committed_; }

private:
    std::string blame(const Problem& problem) const;
    void take_problem(Outcome& outcome);
    void write(Outcome& outcome);
    void open_quarantine();
    bool make_tables();
    RunSummary summary() const;
    void flush(const RunSummary& run);
    void commit();
    // Calls into the component at that position, about that document if about one; its time is counted. False
    // where it threw; the run has failed then.
    template <class Call>
    bool call(std::size_t component, const Call& call, const std::string& document = {});

    Plan& plan_;
    Control& control_;
    RunReport& report_;
    const std::filesystem::path& retry_;
    const bool retries_quarantine_;
    const std::vector<const PlannedStage*> components_;
    const std::size_t first_corpus_, first_output_;
    std::vector<Tally> tallies_;
    std::vector<MessageCounts> drops_;  // one a component
    MessageCounts problems_;
    RepeatedIds ids_;
    Quarantine quarantine_;
    CorpusTables tables_;
    Stopwatch watch_;
    bool committed_ = false;
};

}  // namespace quern::host
