// SPDX-License-Identifier: MIT
// One line of a configuration with a caret beneath, as a terminal shows it.
#pragma once

#include <string>

#include "pipeline/config.hpp"

namespace quern::host {

struct Excerpt {
    std::string line;    // fit for a terminal: tabs widened, control characters replaced, cut where too long
    std::string indent;  // spaces that bring the caret to its place, wide characters counted as two
    std::string caret;   // ^^^^
};

Excerpt excerpt_of(const ConfigMark& mark);

}  // namespace quern::host
