// SPDX-License-Identifier: MIT
// The reader for files of annotations that stand in no pipeline.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/diagnostics.hpp"
#include "pipeline/plan.hpp"
#include "plugin/registry.hpp"

namespace quern::host {

// The reader that declares the ending of all these files; where no reader declares it, the beginning of the
// file tells JSON and columns apart. Of a folder the files in it count; stdin holds JSON. An Error where
// there is none, or several.
std::string reader_of(const std::vector<std::string>& files, const Registry& registry);

// A plan of that reader alone with these options (name, value), to be prepared; paths are relative to the
// current directory. Mistakes go to diagnostics.
Plan plan_reader(const std::vector<std::string>& files,
                 const std::vector<std::pair<std::string, std::string>>& options, const Registry& registry,
                 Diagnostics& diagnostics);

}  // namespace quern::host
