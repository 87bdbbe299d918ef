// SPDX-License-Identifier: MIT
// Which charset the bytes of a document are in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace read_files {

struct Charset {
    std::string name;      // as ICU knows it
    std::size_t mark = 0;  // bytes of the byte order mark in front
};

inline constexpr std::string_view utf8 = "UTF-8";

// By byte order mark, then by what an HTML page declares, then by what the bytes can be.
//
// Pages that were saved in UTF-8 often go on declaring what the server had sent. Bytes that are valid UTF-8
// and not only ASCII are therefore UTF-8 even where a page declares a charset of one byte a letter: text in
// such a charset is hardly ever valid UTF-8 by chance.
Charset detect_charset(std::string_view bytes, bool html);

// The charset called so, with the mark in front if there is one of its own. Throws an Error where ICU knows
// none.
Charset forced_charset(std::string_view bytes, const std::string& name);

// Whether zero bytes are part of how letters are written in it.
bool has_wide_units(const Charset& charset);

}  // namespace read_files
