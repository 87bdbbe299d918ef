// SPDX-License-Identifier: MIT
// What a comparison came to, for people and for programs.
#pragma once

#include <string>

#include "run/annotations.hpp"

namespace quern::host {

std::string render(const Compared& compared);
std::string to_json(const Compared& compared, const Comparison& comparison);

}  // namespace quern::host
