// SPDX-License-Identifier: MIT
// The options that a worker file declares.
#pragma once

#include <vector>

#include "worker/map_reader.hpp"
#include "worker/option_store.hpp"

namespace quern::host {

void read_option(const ConfigNode::Member& member, MapReader& reader, std::vector<DeclaredOption>& options);

}  // namespace quern::host
