// SPDX-License-Identifier: MIT
// The layers that a worker file declares.
#pragma once

#include <string_view>
#include <vector>

#include "worker/map_reader.hpp"
#include "worker/worker_file.hpp"

namespace quern::host {

// Those under one key, such as `writes`. Layers that are read may be a list of names.
void read_layers(const ConfigNode& node, std::string_view key, LayerMode mode, MapReader& reader,
                 std::vector<WorkerFile::Layer>& layers);

}  // namespace quern::host
