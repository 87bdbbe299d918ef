// SPDX-License-Identifier: MIT
// Loads one plugin.
#pragma once

#include <filesystem>

#include <quern/plugin.hpp>

namespace quern::host {

// The table of a plugin. Everything that can be checked is checked before the file is loaded, since loading
// runs its static constructors. Never unloaded: objects and exceptions of a plugin need its code to the end.
// Throws an Error that says what is wrong, the file's name left out.
const PluginTable& load_plugin(const std::filesystem::path& file);

}  // namespace quern::host
