// SPDX-License-Identifier: MIT
// The files of an input, line by line, with what is known of their form.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <quern/input.hpp>
#include <quern/output.hpp>
#include <quern/schema.hpp>

#include "line_cutter.hpp"

namespace read_json {

// Whether a file of that path would be read if it were there.
bool takes(const std::vector<std::filesystem::path>& paths, const std::filesystem::path& file);

class Inputs {
public:
    // Finds the files, reads the schema files beside them, and looks at the first lines of those that have
    // none. `unit` goes before what schema files say; lines above `most` bytes are not held.
    Inputs(std::vector<std::filesystem::path> paths, std::optional<quern::OffsetUnit> unit,
           std::uint64_t most);

    const std::vector<quern::SchemaPtr>& layers() const { return layers_; }
    quern::OffsetUnit unit_of(const std::string& file) const;
    std::uint64_t bytes() const { return bytes_; }  // of all files, as stored
    bool several() const { return files_.size() > 1; }

    // A line, or a problem with a file, whose other lines are then given up.
    struct Found {
        const quern::FoundFile* file = nullptr;
        Line line;
        std::string problem;
    };
    // What it gives is valid until the next call.
    bool next(Found& found);

private:
    std::vector<std::filesystem::path> learn_format(const quern::FoundFile& file);
    void infer(const quern::FoundFile& file);
    bool open(Found& found);

    std::optional<quern::OffsetUnit> unit_;
    std::uint64_t most_;
    std::vector<quern::FoundFile> files_;
    std::uint64_t bytes_ = 0;
    std::unordered_map<std::string, quern::OffsetUnit> units_;  // of files with a schema file, by path
    std::vector<quern::SchemaPtr> layers_;

    std::size_t next_file_ = 0;
    std::optional<LineCutter> lines_;  // of the file before next_file_
    // What can be read but once, stdin and pipes, after a look at its first lines.
    std::unordered_map<std::string, LineCutter> begun_;
};

}  // namespace read_json
