// SPDX-License-Identifier: MIT
// From a text that came with its origin to the steps that make it here.
#pragma once

#include <string>
#include <string_view>

#include <quern/edit.hpp>
#include <quern/offset_map.hpp>

namespace quern::host {

// The changes that turn the text of `map`'s source into `text`. An Error where the map moves text about, or
// where what it calls copied differs.
TextEdit edit_from_map(std::string_view source, const std::string& text, const OffsetMap& map);
TextBuilder builder_from_map(std::string_view page, const std::string& text, const OffsetMap& map);

}  // namespace quern::host
