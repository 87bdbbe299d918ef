// SPDX-License-Identifier: MIT
#include "cli/terminal.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace quern::host {

bool stderr_is_terminal() {
    const char* terminal = std::getenv("TERM");
    return ::isatty(STDERR_FILENO) == 1 && terminal && std::string_view(terminal) != "dumb";
}

bool colour_on_stderr() {
    const char* no_colour = std::getenv("NO_COLOR");
    return stderr_is_terminal() && (!no_colour || *no_colour == '\0');
}

}  // namespace quern::host
