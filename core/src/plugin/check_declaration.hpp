// SPDX-License-Identifier: MIT
// Mistakes of a plugin's author that would otherwise show as options without effect or columns that are lost.
#pragma once

#include <quern/declaration.hpp>

namespace quern::host {

// Throws an Error that names the first mistake.
void check_declaration(const Declaration::Content& content);

}  // namespace quern::host
