// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace quern::host {

// Where the quarantine goes unless the pipeline says so: beside the first output, or, where that is no file
// or folder with a name, into the current directory under the name of the pipeline's file.
std::filesystem::path default_quarantine(const std::filesystem::path& first_output,
                                         const std::filesystem::path& pipeline);

}  // namespace quern::host
