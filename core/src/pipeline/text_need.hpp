// SPDX-License-Identifier: MIT
// Which documents a stage acts on, and whether it needs their text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <quern/declaration.hpp>

namespace quern::host {

// Whether a stage works on the text. One that makes it does not, nor one whose declaration shows that it
// works on something else: on the source, whose media type it names, or on metadata alone.
bool needs_text(const Declaration::Content& content);

// Whether a stage that accepts these media types (none: all) acts on a document of the given one, which may
// be written "Text/HTML; charset=x".
bool acts_on(const std::vector<std::string>& accepted, std::string_view media_type);

}  // namespace quern::host
