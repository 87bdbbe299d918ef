// SPDX-License-Identifier: MIT
// Where the files lie that were installed with the running command. Found from the command's own file, so
// that an installation may be moved as a whole; a build folder is laid out in the same way.
#pragma once

#include <filesystem>

namespace quern::host {

// All are empty where the system does not tell which file is running.
std::filesystem::path installed_plugins();  // LIBDIR/quern
std::filesystem::path installed_data();     // DATADIR/quern: templates, modules for other languages

}  // namespace quern::host
