// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace quern::host {

// Of this Quern: "0.1.0".
std::string_view version();

}  // namespace quern::host
