// SPDX-License-Identifier: MIT
// From byte offsets of a configuration to lines and columns.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "pipeline/config.hpp"

namespace quern::host {

class LineIndex {
public:
    explicit LineIndex(std::shared_ptr<const ConfigSource> source);

    // The place of `bytes` bytes from `offset` on, as far as they stand on one line. Quick where offsets
    // ascend.
    ConfigMark mark(std::size_t offset, std::size_t bytes = 1);

private:
    std::shared_ptr<const ConfigSource> source_;
    std::vector<std::size_t> starts_;  // of the lines
    std::size_t last_offset_ = 0;      // the place found last: columns are counted on from there
    int last_line_ = 1, last_column_ = 1;
};

}  // namespace quern::host
