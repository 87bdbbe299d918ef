// SPDX-License-Identifier: MIT
// One worker's part of a run: everything that is done to a document before its turn comes to be written.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <quern/document.hpp>
#include <quern/stage.hpp>

#include "document/scratch.hpp"
#include "pipeline/plan.hpp"
#include "run/chain.hpp"
#include "run/problem.hpp"
#include "run/row_counts.hpp"
#include "run/tally.hpp"

namespace quern::host {

// What became of one document. Its memory is used again for later ones.
struct Outcome {
    enum class Kind { exported, dropped, problem, abandoned };
    Kind kind = Kind::exported;
    std::string id;
    std::uint64_t bytes = 0;     // of its source
    std::size_t dropped_by = 0;  // position among the components
    std::string reason;          // why it was dropped
    Problem problem;
    std::string quarantine_line;
    std::vector<std::unique_ptr<CorpusStage::Summary>> summaries;  // one a corpus stage
    std::vector<std::unique_ptr<Exporter::Batch>> batches;         // one an output
};

// The components of a plan in the order in which documents meet them: input, stages, corpus stages, outputs.
std::vector<const PlannedStage*> components(const Plan& plan);

// What the workers of a run share. All of it outlives them.
struct WorkerContext {
    const Plan& plan;
    const Chain& chain;
    const Control& control;
};

// Works on one document at a time: pull an item into `item`, then load(), then process(). Neither throws for
// what a plugin does.
class Worker {
public:
    explicit Worker(const WorkerContext& context);

    Item item;  // kept from document to document for its memory's sake

    // Makes the document. Afterwards outcome.bytes is known.
    void load(std::uint64_t number, Outcome& outcome);
    // Runs all stages, summarises and encodes, if load() went well.
    void process(std::uint64_t number, Outcome& outcome);

    // Of all documents that went through this worker; one entry a component.
    const std::vector<Tally>& tallies() const { return tallies_; }
    void charge_input(std::int64_t nanoseconds) { tallies_.front().nanoseconds += nanoseconds; }
    const RowCounts& rows() const { return rows_; }
    const std::string& slowest_document() const { return slowest_document_; }
    std::int64_t slowest_nanoseconds() const { return slowest_nanoseconds_; }

private:
    bool run_stages(std::uint64_t number, Outcome& outcome);
    // Collects what `make` gives for each stage of `group`, whose tallies begin at `first`.
    template <class Made, class Make>
    bool for_each(const std::vector<PlannedStage>& group, std::size_t first,
                  std::vector<std::unique_ptr<Made>>& made, Problem& problem, const Make& make);
    void fail(std::uint64_t number, Outcome& outcome, Problem problem);
    void note_time(std::int64_t nanoseconds);

    const WorkerContext& context_;
    Document document_;
    Scratch scratch_;
    Stopwatch watch_;
    Stopwatch::Clock::time_point began_{};
    Chain::Passage passage_;
    std::vector<Tally> tallies_;
    RowCounts rows_;
    std::string slowest_document_;
    std::int64_t slowest_nanoseconds_ = 0;
};

}  // namespace quern::host
