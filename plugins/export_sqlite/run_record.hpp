// SPDX-License-Identifier: MIT
// The row of `runs` that tells how the database came about.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <quern/flat_tables.hpp>
#include <quern/stage.hpp>

namespace export_sqlite {

struct RunRecord {
    std::int64_t number = 1;
    quern::OutputPlan plan;
    std::string offsets;
    std::uint64_t first_document = 0, last_document = 0;  // 0: none was written

    // The cells of runs_table(), in the order of its columns.
    void write(const quern::RunSummary& run, quern::CellSink& sink) const;
};

}  // namespace export_sqlite
