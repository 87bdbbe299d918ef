// SPDX-License-Identifier: MIT
// Runs one exporter of a built plugin over the sample documents.
#pragma once

#include <memory>
#include <memory_resource>
#include <string>
#include <thread>
#include <vector>

#include <quern/stage.hpp>

#include "export_sample.hpp"
#include "stage_runner.hpp"

namespace quern::testing {

// From open() to flush(); documents are encoded by `threads` threads and written in order.
inline void export_uncommitted(Exporter& exporter, const OutputPlan& plan,
                               const std::vector<Document>& documents, unsigned threads = 1) {
    exporter.open(plan);
    std::vector<std::unique_ptr<Exporter::Batch>> batches(documents.size());
    std::vector<std::thread> workers;
    for (unsigned t = 0; t < threads; ++t)
        workers.emplace_back([&, t] {
            for (std::size_t i = t; i < documents.size(); i += threads)
                batches[i] = exporter.encode(documents[i], i + 1);
        });
    for (auto& worker : workers) worker.join();
    for (auto& batch : batches) exporter.write(*batch);
    for (const auto& schema : plan.tables) {
        const std::string no_text;
        std::pmr::monotonic_buffer_resource arena;
        Layer table(schema, no_text, arena);
        if (schema->name == sample_table.name) fill_sample_table(table);
        exporter.write_table(table);
    }
    RunSummary run;
    run.started = "2021-03-04T05:06:07Z";
    run.ended = "2021-03-04T05:06:08Z";
    run.read = run.exported = documents.size();
    run.rows = {{"entities", 1}, {"findings", 2}};
    exporter.flush(run);
}

inline void export_all(Exporter& exporter, const OutputPlan& plan, const std::vector<Document>& documents,
                       unsigned threads = 1) {
    export_uncommitted(exporter, plan, documents, threads);
    exporter.commit();
}

// What the exception says that `action` throws; empty where it throws none. One of another type comes
// through.
template <class Exception = std::exception>
std::string thrown_by(auto&& action) {
    try {
        action();
    } catch (const Exception& error) {
        return error.what();
    }
    return {};
}

}  // namespace quern::testing
