// SPDX-License-Identifier: MIT
// A stage that worker processes carry out: what a worker file declares, and any stage that is isolated.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <quern/record.hpp>
#include <quern/stage.hpp>

#include "document/access.hpp"
#include "worker/worker_file.hpp"
#include "worker/worker_pool.hpp"

namespace quern::host {

class ProcessStage final : public Stage {
public:
    explicit ProcessStage(std::shared_ptr<const WorkerFile> file);
    ~ProcessStage() override;

    void declare(Declaration& declaration) override;
    // What the plan allows it; before prepare(). `access` outlives this.
    void bind(const Access& access) { access_ = &access; }
    // Starts a first process. An Error for what is wrong with it.
    void prepare(Setup& setup) override;
    // How many jobs the run has: as many processes, unless the option says otherwise. Gives their number.
    std::size_t use_jobs(std::size_t jobs);
    void process(Document& document) const override;
    // Ends the processes; what there is to say about them, for the report.
    std::vector<std::string> finish();

private:
    std::shared_ptr<const WorkerFile> file_;
    std::deque<OptionValue> values_;  // of the worker's own options
    WorkerLimits limits_;
    const Access* access_ = nullptr;
    std::unique_ptr<RecordWriter> request_;
    mutable std::unique_ptr<WorkerPool> pool_;
};

// Options that every such stage has besides its own.
extern const std::vector<std::string> process_options;

}  // namespace quern::host
