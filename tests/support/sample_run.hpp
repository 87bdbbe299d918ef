// SPDX-License-Identifier: MIT
// Runs one exporter of a built plugin over the sample documents.
#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <quern/testing.hpp>

#include "export_sample.hpp"

namespace quern::testing {

class SampleRun : public ExporterRunner {
public:
    SampleRun(const std::string& plugin, std::string_view stage, const std::filesystem::path& path)
        : ExporterRunner(plugin, stage) {
        set("path", path);
        plan = sample_plan();
        summary.started = "2021-03-04T05:06:07Z";
        summary.ended = "2021-03-04T05:06:08Z";
        summary.rows = {{"entities", 1}, {"findings", 2}};
    }

    template <class T>
    SampleRun& set(std::string_view option, T value) {
        StageRunner::set(option, std::move(value));
        return *this;
    }

    // From open() to flush(); documents are encoded by `threads` threads and written in order.
    void write_all(const std::vector<Document>& documents, unsigned threads = 1) {
        auto& exporter = as<Exporter>();
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
            fill_sample_table(table);
            exporter.write_table(table);
        }
        summary.read = summary.exported = documents.size();
        flush();
    }
    void run(const std::vector<Document>& documents, unsigned threads = 1) {
        write_all(documents, threads);
        commit();
    }
};

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
