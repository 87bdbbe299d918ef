// SPDX-License-Identifier: MIT
#include "plugin/version.hpp"

namespace quern::host {

std::string_view version() {
    return QUERN_VERSION;
}

}  // namespace quern::host
