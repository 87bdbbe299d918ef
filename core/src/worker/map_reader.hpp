// SPDX-License-Identifier: MIT
// Maps of a configuration, key by key; what is wrong goes to the diagnostics with its place.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"
#include "pipeline/values.hpp"

namespace quern::host {

class MapReader {
public:
    explicit MapReader(Diagnostics& diagnostics) : value(diagnostics), diagnostics_(diagnostics) {}

    // What to do with the value of each key.
    using Keys = std::vector<std::pair<std::string, std::function<void(const ConfigNode&)>>>;
    // Keys that are not among those are mistakes. `what` names the map in messages.
    void walk(const ConfigNode& node, std::string_view what, const Keys& keys);
    // Calls `take` with each key, whatever it is, and its value.
    void each(const ConfigNode& node, std::string_view what,
              const std::function<void(const ConfigNode::Member&)>& take);

    // Values; what cannot be read leaves `to` as it is.
    void text(const ConfigNode& node, std::string_view what, std::string& to);
    void texts(const ConfigNode& node, std::string_view what, std::vector<std::string>& to);
    void flag(const ConfigNode& node, std::string_view what, bool& to);

    void error(const ConfigMark& mark, std::string message, std::string suggestion = {},
               std::vector<std::string> notes = {}) {
        diagnostics_.error(mark, std::move(message), std::move(suggestion), std::move(notes));
    }

    ValueReader value;

private:
    Diagnostics& diagnostics_;
};

}  // namespace quern::host
