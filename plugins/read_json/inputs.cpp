// SPDX-License-Identifier: MIT
#include "inputs.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/record.hpp>

#include "inference.hpp"

namespace read_json {

using namespace quern;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t most_format_bytes = 10'000'000;

FileWalk walk_over(std::vector<fs::path> paths) {
    FileWalk::Rules rules;
    for (const std::string ending : {".ndjson", ".jsonl", ".json"})
        for (const auto* compressed : {"", ".gz", ".zst"}) rules.include.push_back("*" + ending + compressed);
    rules.exclude = {"*.schema.json"};
    return {std::move(paths), rules};
}

std::vector<FoundFile> find_files(std::vector<fs::path> paths) {
    FileWalk walk = walk_over(std::move(paths));
    std::vector<FoundFile> files;
    for (FoundFile file; walk.next(file);) files.push_back(file);
    return files;
}

}  // namespace

bool takes(const std::vector<fs::path>& paths, const fs::path& file) {
    return walk_over(paths).takes(file);
}

Inputs::Inputs(std::vector<fs::path> paths, std::optional<OffsetUnit> unit, std::uint64_t most)
    : unit_(unit), most_(most), files_(find_files(std::move(paths))) {
    std::vector<fs::path> tables;
    for (const auto& file : files_)
        if (file.problem.empty())
            for (auto& table : learn_format(file)) tables.push_back(std::move(table));
    // Tables over the corpus stand beside the records and end as they do.
    std::erase_if(files_, [&](const FoundFile& file) {
        return std::find(tables.begin(), tables.end(), fs::path(file.path)) != tables.end();
    });
    if (files_.empty())
        throw Error("the input holds no file that ends in .ndjson, .jsonl or .json",
                    "a file that is named itself may end in anything");
    for (const auto& file : files_) {
        bytes_ += file.size;
        if (file.problem.empty() && !units_.contains(file.path)) infer(file);
    }
}

// Takes what the schema file says, if there is one; returns the paths of the tables that it names.
std::vector<fs::path> Inputs::learn_format(const FoundFile& file) {
    const auto path = record_format_path(file.path);
    if (file.path == "-" || !fs::exists(path)) return {};
    std::vector<fs::path> tables;
    try {
        const auto format = record_format_from_json(InputFile(path).read_all(most_format_bytes));
        layers_ = joined(std::move(layers_), format.layers);
        units_[file.path] = format.offsets;
        for (const auto& table : format.tables) tables.push_back(record_table_path(file.path, table->name));
    } catch (const Error& error) {
        throw Error(fmt::format("{}: {}", path.string(), error.what()), error.hint());
    }
    return tables;
}

// What cannot be opened is reported when its turn comes.
void Inputs::infer(const FoundFile& file) {
    Inference inference;
    try {
        LineCutter lines(InputFile(file.path), most_);
        inference.look_at(lines.peek());
        std::error_code none;
        if (!fs::is_regular_file(file.path, none)) begun_.emplace(file.path, std::move(lines));
    } catch (const Error&) {
        return;
    }
    try {
        layers_ = joined(std::move(layers_), inference.layers());
    } catch (const Error& error) {
        throw Error(fmt::format("{}: {}", file.path, error.what()),
                    "read files of different kinds in runs of their own");
    }
}

OffsetUnit Inputs::unit_of(const std::string& file) const {
    if (unit_) return *unit_;
    const auto known = units_.find(file);
    return known == units_.end() ? OffsetUnit::code_points : known->second;
}

bool Inputs::next(Found& found) {
    for (;;) {
        found.problem.clear();
        if (!lines_) {
            if (next_file_ == files_.size()) return false;
            if (!open(found)) return true;
        }
        try {
            found.file = &files_[next_file_ - 1];
            if (lines_->next(found.line)) return true;
        } catch (const Error& error) {
            found.problem = error.what();
        }
        lines_.reset();
        if (!found.problem.empty()) return true;
    }
}

// False, with the problem, where the next file cannot be opened.
bool Inputs::open(Found& found) {
    const auto& file = files_[next_file_++];
    found.file = &file;
    found.problem = file.problem;
    if (!found.problem.empty()) return false;
    try {
        if (auto begun = begun_.extract(file.path))
            lines_ = std::move(begun.mapped());
        else
            lines_.emplace(InputFile(file.path), most_);
    } catch (const Error& error) {
        found.problem = error.what();
    }
    return found.problem.empty();
}

}  // namespace read_json
