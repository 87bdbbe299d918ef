// SPDX-License-Identifier: MIT
#include "cli/terminal.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace quern::host {

namespace {

bool is_terminal(int file) {
    const char* terminal = std::getenv("TERM");
    return ::isatty(file) == 1 && terminal && std::string_view(terminal) != "dumb";
}

bool colour_on(int file) {
    const char* no_colour = std::getenv("NO_COLOR");
    return is_terminal(file) && (!no_colour || *no_colour == '\0');
}

}  // namespace

bool stderr_is_terminal() {
    return is_terminal(STDERR_FILENO);
}

bool colour_on_stderr() {
    return colour_on(STDERR_FILENO);
}

bool colour_on_stdout() {
    return colour_on(STDOUT_FILENO);
}

}  // namespace quern::host
