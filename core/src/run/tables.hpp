// SPDX-License-Identifier: MIT
// The tables over the whole corpus, while corpus stages fill them.
#pragma once

#include <memory>
#include <memory_resource>
#include <string>
#include <vector>

#include <quern/layer.hpp>
#include <quern/stage.hpp>

namespace quern::host {

class CorpusTables final : public TableWriter {
public:
    explicit CorpusTables(const std::vector<SchemaPtr>& tables);

    RowWriter add(const LayerSchema& table) override;
    const std::vector<std::unique_ptr<Layer>>& all() const { return tables_; }

private:
    const std::string no_text_;
    std::pmr::monotonic_buffer_resource arena_;
    std::vector<std::unique_ptr<Layer>> tables_;
};

}  // namespace quern::host
