// SPDX-License-Identifier: MIT
// Runs a plan over its input.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/plan.hpp"

namespace quern::host {

struct Progress {
    std::uint64_t documents = 0, bytes = 0;
    std::uint64_t total_documents = 0, total_bytes = 0;  // 0 where not known
    double seconds = 0;
};

struct RunOptions {
    unsigned jobs = 0;            // 0: one a core
    std::uint64_t limit = 0;      // documents to read; 0: all
    std::filesystem::path retry;  // a quarantine file whose documents are run instead of the input
    const std::atomic<bool>* interrupted = nullptr;
    std::function<void(const Progress&)> progress;  // called a few times a second, by one thread at a time

    // Documents that may be on their way at one time, and the bytes of their sources; the oldest is always
    // admitted.
    std::size_t documents_in_flight = 0;  // 0: 32 a job, and at least 64
    std::uint64_t bytes_in_flight = 64 << 20;
};

struct StageReport {
    std::string stage;
    double seconds = 0;  // over all threads
    std::uint64_t documents = 0;
    std::vector<std::pair<std::string, std::uint64_t>> dropped;  // reason, documents
    std::uint64_t rows_lost = 0;  // rows of layers that its edits of the text dropped
};

struct RunReport {
    std::string title, pipeline, started, ended;
    std::string outcome;               // done, done with problems, failed, interrupted
    std::string failure;               // why it failed
    std::vector<std::string> changes;  // see Plan
    unsigned jobs = 0;
    std::uint64_t read = 0, bytes = 0, exported = 0, dropped = 0, quarantined = 0, skipped = 0;
    std::uint64_t left_out = 0;  // files and folders that the reader's options left out
    std::vector<StageReport> stages;
    std::vector<std::pair<std::string, std::uint64_t>> quarantine_reasons;  // "stage: reason", documents
    std::vector<std::pair<std::string, std::uint64_t>> rows;                // layer or table, rows
    std::vector<std::string> repeated_ids;                                  // the first few
    std::uint64_t repeated_id_count = 0;
    std::string slowest_document;
    double slowest_seconds = 0;
    double seconds = 0;
    std::uint64_t peak_memory = 0;  // bytes, of the process
    std::vector<std::string> written;
    std::string quarantine_file;  // empty when nothing went there
    std::vector<std::string> warnings;
    std::string first_error;  // the first problem of a document, in full

    int exit_code() const;  // of the command line: 0, 1, 3 or 130
};

// Runs a plan that is prepared. A run that reads no document fails, so that it replaces no result. Never
// throws for a bad document or a failed write: that is told by the report's outcome. Throws an Error where
// `retry` is no quarantine file. The outputs of a run that did not end well are destroyed with all that they
// have written.
RunReport run(Plan& plan, const RunOptions& options);

// The report for a person (one screen), and as JSON.
std::string render(const RunReport& report, bool colour);
std::string to_json(const RunReport& report);

}  // namespace quern::host
