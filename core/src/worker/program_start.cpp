// SPDX-License-Identifier: MIT
#include "worker/program_start.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include <quern/error.hpp>

extern char** environ;

namespace quern::host {

namespace fs = std::filesystem;

namespace {

bool can_run(const fs::path& file) {
    std::error_code none;
    return fs::is_regular_file(file, none) && ::access(file.c_str(), X_OK) == 0;
}

fs::path in_path(const std::string& name) {
    const char* path = std::getenv("PATH");
    std::string_view list = path ? path : "/usr/local/bin:/usr/bin:/bin";
    while (!list.empty()) {
        const auto end = list.find(':');
        const fs::path file = fs::path(list.substr(0, end)) / name;
        if (file.is_absolute() && can_run(file)) return file;
        list.remove_prefix(end == list.npos ? list.size() : end + 1);
    }
    return {};
}

}  // namespace

fs::path program_file(const Program& program) {
    const std::string& name = program.command.front();
    std::error_code none;
    if (name.find('/') == name.npos) {
        if (const auto file = in_path(name); !file.empty()) return file;
        const auto beside = program.folder / name;
        throw Error(fmt::format("there is no program '{}'", name),
                    fs::exists(beside, none)
                        ? fmt::format("write './{}' in `command` for the one beside the worker file", name)
                        : "install it, or correct `command` in the worker file");
    }
    const auto file = fs::absolute(program.folder / name).lexically_normal();
    if (!fs::exists(file, none))
        throw Error(fmt::format("there is no program '{}'", file.string()),
                    "a path in `command` is relative to the worker file");
    if (!can_run(file))
        throw Error(
            fmt::format("the program '{}' may not be run", file.string()),
            fs::is_regular_file(file, none) ? fmt::format("chmod +x {}", file.string()) : "it is no file");
    return file;
}

std::vector<std::string> program_environment(const Program& program) {
    std::vector<std::string> all;
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view own = *entry;
        const auto name = own.substr(0, own.find('='));
        const bool replaced = std::any_of(program.environment.begin(), program.environment.end(),
                                          [&](const auto& given) { return given.first == name; });
        if (!replaced) all.emplace_back(own);
    }
    for (const auto& [name, value] : program.environment) all.push_back(name + "=" + value);
    return all;
}

}  // namespace quern::host
