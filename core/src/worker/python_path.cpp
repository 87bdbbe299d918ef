// SPDX-License-Identifier: MIT
#include "worker/python_path.hpp"

#include <cstdlib>
#include <filesystem>

#include "plugin/installation.hpp"

namespace quern::host {

namespace fs = std::filesystem;

std::vector<std::pair<std::string, std::string>> worker_environment() {
    const fs::path folder = installed_data() / "python";
    std::error_code none;
    if (!fs::exists(folder / "quern.py", none)) return {};
    const char* own = std::getenv("PYTHONPATH");
    return {{"PYTHONPATH", own && *own ? folder.string() + ":" + own : folder.string()}};
}

}  // namespace quern::host
