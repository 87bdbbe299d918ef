// SPDX-License-Identifier: MIT
// What parts of a declaration are called in files and by programs, which compare them: the names of the
// declaration's own methods and enumerators.
#pragma once

#include <cstddef>
#include <string_view>

#include <quern/declaration.hpp>

namespace quern::host {

// By LayerMode.
inline constexpr std::string_view mode_names[] = {"read",   "read_optional", "write", "write_if_absent",
                                                  "append", "extend"};
// The same as keys, as in "it reads".
inline constexpr std::string_view mode_keys[] = {"reads",   "reads_optional", "writes", "writes_if_absent",
                                                 "appends", "extends"};
// By Option::PathKind.
inline constexpr std::string_view path_names[] = {"input", "file", "folder", "output"};

constexpr std::string_view mode_name(LayerMode mode) {
    return mode_names[static_cast<std::size_t>(mode)];
}
constexpr std::string_view mode_key(LayerMode mode) {
    return mode_keys[static_cast<std::size_t>(mode)];
}
constexpr std::string_view path_name(Option::PathKind kind) {
    return path_names[static_cast<std::size_t>(kind)];
}

}  // namespace quern::host
