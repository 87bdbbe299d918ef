// SPDX-License-Identifier: MIT
// What yaml-cpp throws, said so that a person can act on it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace quern::host {

// Where the parser stood when it gave up.
struct YamlFailure {
    std::string_view text;                   // the configuration
    std::size_t offset = 0;                  // where yaml-cpp saw the mistake
    std::string_view complaint;              // its words
    std::size_t last_event = 0;              // end of what had been understood
    std::vector<std::size_t> open_brackets;  // offsets of [ and { not closed yet, the innermost last
};

struct YamlMistake {
    std::size_t offset = 0;
    std::string message, suggestion;
    std::size_t bytes = 1;  // that the caret underlines
};

YamlMistake explain(const YamlFailure& failure);

}  // namespace quern::host
