// SPDX-License-Identifier: MIT
#include "run/tables.hpp"

#include <quern/error.hpp>

namespace quern::host {

CorpusTables::CorpusTables(const std::vector<SchemaPtr>& tables) {
    for (const auto& schema : tables) tables_.push_back(std::make_unique<Layer>(schema, no_text_, arena_));
}

RowWriter CorpusTables::add(const LayerSchema& table) {
    for (auto& known : tables_)
        if (known->name() == table.name) return {*known, known->add({})};
    throw Error("there is no table '" + std::string(table.name) + "'", "declare it with makes_table()");
}

}  // namespace quern::host
