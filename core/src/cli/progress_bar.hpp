// SPDX-License-Identifier: MIT
// One line on the terminal that tells how far a run is.
#pragma once

#include <cstdint>
#include <string>

#include "run/run.hpp"

namespace quern::host {

// The line: documents, MB, rates, and where the total is known the time left, and a bar if there is room; at
// most `width` characters.
std::string progress_line(const Progress& progress, std::size_t width);

// Draws over itself on stderr; takes itself away when destroyed.
class ProgressBar {
public:
    void draw(const Progress& progress);
    ~ProgressBar();

private:
    bool drawn_ = false;
};

}  // namespace quern::host
