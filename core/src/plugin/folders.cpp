// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <string_view>

#include <quern/abi.hpp>

#include "plugin/installation.hpp"
#include "plugin/registry.hpp"

namespace fs = std::filesystem;

namespace quern::host {
namespace {

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

// The folders of a list such as PATH; an empty entry means nothing, above all not the current directory.
void add_each(std::vector<PluginFolder>& folders, std::string_view list, const std::string& asked_by) {
    while (!list.empty()) {
        const auto end = list.find(':');
        if (const auto entry = list.substr(0, end); !entry.empty())
            folders.push_back({entry, asked_by, false});
        list.remove_prefix(end == list.npos ? list.size() : end + 1);
    }
}

}  // namespace

std::vector<PluginFolder> plugin_folders(const std::vector<PluginFolder>& from_yaml,
                                         const std::vector<fs::path>& from_command_line) {
    std::vector<PluginFolder> folders = from_yaml;
    for (const fs::path& path : from_command_line) folders.push_back({path, "--plugins", true});
    add_each(folders, environment("QUERN_PLUGIN_PATH"), "QUERN_PLUGIN_PATH");
    if (const auto home = environment("HOME"); !home.empty())
        folders.push_back(
            {fs::path(home) / ".local/lib/quern" / std::to_string(QUERN_ABI), "the user's own", false});
    if (const auto installed = installed_plugins(); !installed.empty())
        folders.push_back({installed, "the installation", false});
    return folders;
}

}  // namespace quern::host
