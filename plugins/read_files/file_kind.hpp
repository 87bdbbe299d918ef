// SPDX-License-Identifier: MIT
// What a file holds, as far as its name and its bytes tell.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace read_files {

// The media type that the ending of a path stands for, .gz and .zst left aside; empty for endings that are
// not known.
std::string_view media_type_of_path(std::string_view path);

// Whether a document begins as web pages do.
bool looks_like_html(std::string_view bytes);

// What a file is whose bytes are no text: "a PDF document", "a PNG image", "binary data". `encoded` says that
// its zero bytes belong to the encoding, as in UTF-16.
std::optional<std::string_view> looks_like_no_text(std::string_view bytes, bool encoded);

}  // namespace read_files
