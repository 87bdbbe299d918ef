// SPDX-License-Identifier: MIT
// What a stage may be called.
#pragma once

#include <string_view>

namespace quern::host {

// "kind.name", both of small letters, digits and underscores, a letter first.
inline bool is_stage_name(std::string_view name) {
    const auto dot = name.find('.');
    const auto is_word = [](std::string_view word) {
        return !word.empty() && word.front() >= 'a' && word.front() <= 'z' &&
               word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == word.npos;
    };
    return dot != name.npos && is_word(name.substr(0, dot)) && is_word(name.substr(dot + 1));
}

inline constexpr auto stage_name_hint =
    "a name is KIND.NAME, both of small letters, digits and underscores: tag.shouts";

}  // namespace quern::host
