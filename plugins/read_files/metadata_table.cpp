// SPDX-License-Identifier: MIT
#include "metadata_table.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include <quern/error.hpp>
#include <quern/input.hpp>

#include "csv.hpp"

namespace read_files {

using quern::Error;

namespace {

constexpr std::uint64_t most_bytes = 1'000'000'000;

void check_utf8(std::string_view text) {
    std::size_t line = 1;
    for (std::size_t at = 0; at < text.size(); ++line) {
        const auto end = std::min(text.find('\n', at), text.size());
        if (!simdjson::validate_utf8(text.data() + at, end - at))
            throw Error(fmt::format("line {}: not valid UTF-8", line), "save the file as UTF-8");
        at = end + 1;
    }
}

}  // namespace

MetadataTable::MetadataTable(const std::filesystem::path& file) : file_(file) {
    try {
        const auto bytes = quern::InputFile(file).read_all(most_bytes);
        std::string_view text = bytes;
        if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        check_utf8(text);
        read(text);
    } catch (const Error& error) {
        throw Error(fmt::format("{}: {}", file.string(), error.what()), error.hint());
    }
}

void MetadataTable::read(std::string_view text) {
    CsvReader reader(text);
    if (!reader.next(names_)) throw Error("the file is empty", "its first line names the columns");
    const auto id = std::find(names_.begin(), names_.end(), "id");
    if (id == names_.end())
        throw Error(fmt::format("line {}: there is no column 'id'", reader.line()),
                    fmt::format("the columns are {}", fmt::join(names_, ", ")));
    id_column_ = static_cast<std::size_t>(id - names_.begin());
    for (auto name = names_.begin(); name != names_.end(); ++name)
        if (std::find(names_.begin(), name, *name) != name)
            throw Error(fmt::format("line {}: two columns are called '{}'", reader.line(), *name));
    for (std::vector<std::string> fields; reader.next(fields);) {
        if (fields.size() != names_.size())
            throw Error(fmt::format("line {}: {} fields, where the first line names {} columns",
                                    reader.line(), fields.size(), names_.size()));
        const auto [known, is_new] = numbers_.emplace(fields[id_column_], rows_.size());
        if (!is_new)
            throw Error(fmt::format("line {}: the id '{}' stands on line {} already", reader.line(),
                                    known->first, rows_[known->second].line));
        rows_.push_back({fields, reader.line()});
    }
}

void MetadataTable::join(std::string_view id, quern::Metadata& metadata) const {
    const auto found = numbers_.find(std::string(id));
    if (found == numbers_.end()) return;
    const auto& fields = rows_[found->second].fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (i != id_column_ && !fields[i].empty()) metadata.set(names_[i], fields[i]);
}

void MetadataTable::note(const std::string& id) {
    const auto found = numbers_.find(id);
    ++documents_;
    if (found == numbers_.end())
        ++without_row_;
    else
        rows_[found->second].found = true;
}

std::vector<std::string> MetadataTable::remarks() const {
    std::vector<std::string> remarks;
    const auto is_lost = [](const Row& row) { return !row.found; };
    const auto lost = std::count_if(rows_.begin(), rows_.end(), is_lost);
    if (lost > 0) {
        const auto& first = *std::find_if(rows_.begin(), rows_.end(), is_lost);
        remarks.push_back(fmt::format("{} of {} ids in {} match no document, the first is '{}' on line {}",
                                      lost, rows_.size(), file_.string(), first.fields[id_column_],
                                      first.line));
    }
    if (without_row_ > 0)
        remarks.push_back(
            fmt::format("{} of {} documents have no row in {}", without_row_, documents_, file_.string()));
    return remarks;
}

}  // namespace read_files
