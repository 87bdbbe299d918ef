// SPDX-License-Identifier: MIT
#include "run/quarantine.hpp"

#include <string>
#include <system_error>

#include <fmt/format.h>

#include <quern/error.hpp>

#include "run/line_reader.hpp"
#include "run/quarantine_record.hpp"

namespace quern::host {

namespace fs = std::filesystem;

namespace {

bool holds_records(const fs::path& path) try {
    LineReader lines(path);
    std::string line;
    if (!lines.next(line)) return false;
    read_quarantine_line(line);
    return true;
} catch (const Error&) {
    return false;
}

}  // namespace

void Quarantine::open(IfExists if_exists) {
    std::error_code none;
    if (fs::is_regular_file(path_, none) && fs::file_size(path_, none) != 0 && !holds_records(path_))
        throw FatalError(fmt::format("{} exists and is no quarantine file", path_.string()),
                         "move it away, or name another file with 'quarantine: PATH'");
    if_exists_ = if_exists;
    file_.emplace(path_, if_exists);
}

void Quarantine::write(std::string_view line) {
    file_->write(line);
    written_ = true;
}

void Quarantine::flush() {
    if (written_) file_->flush();
}

void Quarantine::commit() {
    if (written_) return file_->commit();
    file_.reset();
    std::error_code error;
    if (if_exists_ == IfExists::append || !fs::is_regular_file(path_, error) || !holds_records(path_)) return;
    if (!fs::remove(path_, error) && error)
        throw FatalError(
            fmt::format("cannot remove the old quarantine file {}: {}", path_.string(), error.message()));
}

}  // namespace quern::host
