// SPDX-License-Identifier: MIT
// Runs the command as a person would, apart from what this machine has installed.
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "temporary_folder.hpp"

namespace quern::testing {

struct CommandResult {
    int exit_code;
    std::string out, err;
};

// Runs a command through the shell, in `folder`. Neither plugins of the person's own nor QUERN_PLUGIN_PATH
// are seen unless `environment` ("NAME=value …") brings them back.
inline CommandResult run_shell(const std::string& command, const std::filesystem::path& folder,
                               const std::string& environment = {}) {
    TemporaryFolder home;
    const auto out = home / "stdout", err = home / "stderr";
    const auto line = "cd '" + folder.string() + "' && env -u QUERN_PLUGIN_PATH HOME='" +
                      home.path().string() + "' " + environment + " " + command + " > '" + out.string() +
                      "' 2> '" + err.string() + "'";
    const int status = std::system(line.c_str());
    if (status == -1) throw std::runtime_error("cannot run a shell");
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), content(out), content(err)};
}

// Runs `quern ARGUMENTS` through the shell, in `folder`.
inline CommandResult run_quern(const std::string& arguments, const std::filesystem::path& folder = "/",
                               const std::string& environment = {}) {
    return run_shell("'" + std::string(QUERN_COMMAND) + "' " + arguments, folder, environment);
}

}  // namespace quern::testing
