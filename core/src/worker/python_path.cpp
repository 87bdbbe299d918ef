// SPDX-License-Identifier: MIT
#include "worker/python_path.hpp"

#include <cstdlib>
#include <filesystem>

#include "plugin/program.hpp"

namespace quern::host {

namespace fs = std::filesystem;

std::vector<std::pair<std::string, std::string>> worker_environment() {
    const fs::path prefix = this_program().parent_path().parent_path();
    // Installed in a prefix; in a folder of build/ below the sources.
    for (const fs::path& folder :
         {prefix / "share/quern/python", prefix.parent_path().parent_path() / "python"}) {
        std::error_code none;
        if (!fs::exists(folder / "quern.py", none)) continue;
        const char* own = std::getenv("PYTHONPATH");
        return {{"PYTHONPATH", own && *own ? folder.string() + ":" + own : folder.string()}};
    }
    return {};
}

}  // namespace quern::host
