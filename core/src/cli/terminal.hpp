// SPDX-License-Identifier: MIT
// What a person at a terminal sees.
#pragma once

namespace quern::host {

// Whether a line drawn there can be drawn over.
bool stderr_is_terminal();

// On a terminal, unless NO_COLOR is set or the terminal is a dumb one.
bool colour_on_stderr();
bool colour_on_stdout();

}  // namespace quern::host
