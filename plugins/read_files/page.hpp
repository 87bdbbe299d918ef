// SPDX-License-Identifier: MIT
// The bytes of a document as UTF-8, with the way back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <quern/offset_map.hpp>

#include "charset.hpp"

namespace read_files {

struct Page {
    std::string utf8;
    quern::OffsetMap to_source;
};

// Nothing where the bytes are good UTF-8 already and are their own page. A byte order mark is left out; bytes
// that are no letter of the charset, and NUL, become U+FFFD. Every letter that is written in other bytes is a
// piece of its own.
std::optional<Page> page_of(std::string_view bytes, const Charset& charset);

}  // namespace read_files
