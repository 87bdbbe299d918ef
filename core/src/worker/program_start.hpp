// SPDX-License-Identifier: MIT
// A program that is to be started: which file it is, and with what environment.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace quern::host {

struct Program {
    std::vector<std::string>
        command;                   // the program, looked for in `folder` when it has a slash, and arguments
    std::filesystem::path folder;  // where it runs
    std::vector<std::pair<std::string, std::string>> environment;  // beside this program's own
};

// The file to execute; an Error that says what to do where the program is missing or may not be run.
std::filesystem::path program_file(const Program& program);

// This program's environment with that of the other laid over it, as NAME=value.
std::vector<std::string> program_environment(const Program& program);

}  // namespace quern::host
