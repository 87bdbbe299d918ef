// SPDX-License-Identifier: MIT
// Whether a plugin was built in a way that lets it share objects with this host.
#pragma once

#include <string>

#include <quern/abi.hpp>

namespace quern::host {

// "abi 1, cxx11_string 1, debug_mode 0, …": every field of the tag.
std::string to_string(const BuildTag& tag);

// Throws an Error when any field differs: it tells which and shows both tags; its hint is the command that
// rebuilds.
void check_tag(const BuildTag& plugin, const BuildTag& host);

// The command that builds a plugin for this host. `flags` are those that its last build got wrong.
std::string rebuild_command(const std::string& flags = {});

}  // namespace quern::host
