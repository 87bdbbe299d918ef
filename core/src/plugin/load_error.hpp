// SPDX-License-Identifier: MIT
// The dynamic loader's complaints in words that help.
#pragma once

#include <string>
#include <string_view>

#include <quern/error.hpp>

namespace quern::host {

// What the loader said of a plugin, as an Error: a missing library, or a missing symbol with its C++ name,
// and, where the symbol is Quern's own, how it comes to be missing. `message` is what Boost.DLL throws, or
// dlerror() alone.
Error explain_load_error(std::string_view message);

}  // namespace quern::host
