// SPDX-License-Identifier: MIT
#include "pipeline/config.hpp"

#include <algorithm>

namespace quern::host {

const ConfigNode::Member* ConfigNode::find(std::string_view key) const {
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == key; });
    return found == members.end() ? nullptr : &*found;
}

}  // namespace quern::host
