// SPDX-License-Identifier: MIT
// The file of documents that could not be processed: NDJSON, one a line, to be looked at and to be run again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <quern/document.hpp>
#include <quern/output.hpp>
#include <quern/stage.hpp>

#include "pipeline/plan.hpp"
#include "run/problem.hpp"

namespace quern::host {

// Sources above this many bytes are not kept in the file: they are found again by uri and offset.
inline constexpr std::size_t quarantine_source_limit = 1'000'000;

// The line for one document, its line break included: {"number", "id", "uri", "media_type", "offset",
// "stage", "reason", "hint"} and "source", "source_base64" where that is no UTF-8, or "size" and, where it
// was read, "xxh3" (64 bits).
std::string quarantine_line(std::uint64_t number, const Item& item, const Document& document,
                            const Problem& problem);

// Where the file goes: as the pipeline says, or beside its first output.
std::filesystem::path quarantine_path(const Plan& plan);

// Appears when it is committed, and only if a line was written; an old one goes otherwise. Throws FatalError.
class Quarantine {
public:
    explicit Quarantine(std::filesystem::path path) : path_(std::move(path)) {}

    void write(std::string_view line);
    void flush();
    void commit();
    bool empty() const { return !file_; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    std::optional<OutputFile> file_;
};

}  // namespace quern::host
