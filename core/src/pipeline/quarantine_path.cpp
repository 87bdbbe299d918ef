// SPDX-License-Identifier: MIT
#include "pipeline/quarantine_path.hpp"

#include <system_error>

namespace quern::host {

namespace fs = std::filesystem;

fs::path default_quarantine(const fs::path& first_output, const fs::path& pipeline) {
    fs::path output = first_output.lexically_normal();
    if (!output.has_filename()) output = output.parent_path();  // "out/csv/"
    std::error_code ignored;
    const auto status = fs::status(output, ignored);
    const bool special = fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
    if (output.empty() || output == "-" || output == "." || special) output = pipeline.stem();
    return output += ".quarantine.ndjson";
}

}  // namespace quern::host
