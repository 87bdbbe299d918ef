// SPDX-License-Identifier: MIT
// A worker file: the declaration of a stage that a program of its own carries out.
//
//     quern: 1
//     stage: tag.shouts
//     summary: Marks words written in capitals.
//     command: [python3, tag_shouts.py]
//     reads: [tokens]
//     writes:
//       shouts: {summary: Words in capitals., columns: {loudness: number}}
//     options:
//       min_letters: {type: integer, default: 3, summary: "Shortest word to mark, in letters."}
//
// docs/formats.md has every key.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <quern/declaration.hpp>
#include <quern/output.hpp>
#include <quern/schema.hpp>

#include "worker/option_store.hpp"

namespace quern::host {

inline constexpr double least_timeout = 0.001;
inline constexpr std::int64_t most_processes = 1024;

// What a worker may take, unless the pipeline says otherwise.
struct WorkerLimits {
    std::int64_t processes = 0;     // 0: one for each job of the run
    double timeout_seconds = 60;    // for one document
    std::int64_t memory_mb = 2000;  // 0: no limit
    std::int64_t failures = 5;      // in a row, that end the run
};

struct WorkerFile {
    struct Layer {
        Schema schema;
        LayerMode mode = LayerMode::read;
        std::string named_by;
    };
    std::filesystem::path file;  // absolute
    std::string stage, summary, details, version = "0";
    std::vector<std::string> command;  // the program and its arguments; run in the file's folder
    OffsetUnit offsets = OffsetUnit::code_points;
    std::vector<Layer> layers;
    std::vector<std::string> metadata_read, metadata_written, media_types;
    bool edits_text = false, builds_text = false;
    std::vector<DeclaredOption> options;
    WorkerLimits limits;
};

// The ending of worker files in plugin folders.
inline constexpr std::string_view worker_ending = ".worker.yaml";

// An Error with every mistake, each with its line, where something is wrong.
WorkerFile read_worker_file(const std::filesystem::path& file);
// The same from a text that stands in no file; `name` is for messages.
WorkerFile parse_worker_file(const std::string& text, const std::filesystem::path& name);

}  // namespace quern::host
