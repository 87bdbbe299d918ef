// SPDX-License-Identifier: MIT
// ${NAME} and ${NAME:-default} in values.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::host {

// What became of a value. `$${` stands for a literal `${`; any other `$` is itself.
struct Expansion {
    std::string text;
    std::vector<std::pair<std::string, std::string>> taken;  // each ${…}, and what it came to
    std::string wrong;       // not empty: the piece that cannot be expanded, as written
    std::string message;     // why
    std::string suggestion;  // what to write
};

Expansion expand_environment(std::string_view value);

}  // namespace quern::host
