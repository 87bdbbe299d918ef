// SPDX-License-Identifier: MIT
// Drives an exporter as the engine does: open, encode and write each document, tables, flush, commit.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <quern/plugin.hpp>

#include "stage_runner.hpp"

namespace quern::testing {

class OutputRun : public StageRunner {
public:
    using StageRunner::StageRunner;

    void open() { as<Exporter>().open(plan); }
    void write(const Document& document) {
        auto& exporter = as<Exporter>();
        auto batch = exporter.encode(document, ++documents_);
        exporter.write(*batch);
    }
    void flush() { as<Exporter>().flush(summary); }
    void commit() { as<Exporter>().commit(); }
    void close() {
        flush();
        commit();
    }
    // All of it.
    void run(const std::vector<const Document*>& documents, const std::vector<const Layer*>& tables = {}) {
        open();
        for (const auto* document : documents) write(*document);
        for (const auto* table : tables) as<Exporter>().write_table(*table);
        close();
    }

    OutputPlan plan;
    RunSummary summary;

private:
    std::uint64_t documents_ = 0;
};

}  // namespace quern::testing
