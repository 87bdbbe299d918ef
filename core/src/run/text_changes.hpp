// SPDX-License-Identifier: MIT
// What an edit made of a text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <quern/offset_map.hpp>
#include <quern/span.hpp>

namespace quern::host {

// What stood in the old text, and what stands there now; either may be empty.
struct TextChange {
    Span before, after;
};

// In the order of the text. `since` maps the new text to the old one, which has so many bytes.
std::vector<TextChange> changes_of(const OffsetMap& since, std::size_t old_size);
// Where no map is known: what is left between a common beginning and a common end.
std::vector<TextChange> changes_between(std::string_view before, std::string_view after);

// A short diff: each change with its line in the old text, as many as `most`.
std::string render(const std::vector<TextChange>& changes, std::string_view before, std::string_view after,
                   std::size_t most, bool colour);

}  // namespace quern::host
