// SPDX-License-Identifier: MIT
// The file of documents that could not be processed: NDJSON, one a line, to be looked at and to be run again.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include <quern/output.hpp>

namespace quern::host {

// Appears when it is committed, and only if a line was written. Where old lines are replaced and there are no
// new ones, the old file goes. A file that is no quarantine is never touched.
class Quarantine {
public:
    explicit Quarantine(std::filesystem::path path) : path_(std::move(path)) {}

    // Before anything is read, so that a wrong path costs nothing. Throws a FatalError where the file could
    // not be written, or would take the place of another kind of file.
    void open(IfExists if_exists);
    void write(std::string_view line);
    void flush();
    void commit();
    bool empty() const { return !written_; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    IfExists if_exists_ = IfExists::replace;
    std::optional<OutputFile> file_;
    bool written_ = false;
};

}  // namespace quern::host
