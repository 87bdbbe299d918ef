// SPDX-License-Identifier: MIT
// From YAML to a tree of ConfigNodes: yaml-cpp's events, with every place exact and every trap refused.
#pragma once

#include <cstddef>
#include <memory>

#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"

namespace quern::host {

// Parses the source from the byte `from` on; what stands in front keeps its columns. Null where the text
// cannot be parsed at all; mistakes that leave the rest readable are in diagnostics alone.
ConfigNodePtr parse_yaml(const std::shared_ptr<const ConfigSource>& source, std::size_t from,
                         Diagnostics& diagnostics);

}  // namespace quern::host
