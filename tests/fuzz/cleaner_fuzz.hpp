// SPDX-License-Identifier: MIT
// A cleaner on any text: it must come through, and tell where the text came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "component.hpp"
#include "document/utf8.hpp"

// MyHTML, as Debian 12 has it, appends a text to one whose white space it cropped as if there were room, over
// the text itself. memcpy of glibc bears that, and what is overwritten is white space; the sanitizer would
// stop at it.
extern "C" const char* __asan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
    return "interceptor_via_fun:mycore_string_append";
}

namespace fuzz {

// Readers hand over UTF-8 alone: each byte that is none becomes a question mark.
inline std::string as_utf8(const std::uint8_t* bytes, std::size_t size) {
    std::string text(reinterpret_cast<const char*>(bytes), size);
    for (std::size_t at = 0; at < text.size();) {
        const auto width = quern::sequence_size(text, at);
        if (width == 0) text[at] = '?';
        at += width == 0 ? 1 : width;
    }
    return text;
}

inline void clean(const quern::Component& cleaner, quern::Document& document) {
    dynamic_cast<const quern::Stage&>(cleaner).process(document);
    document.finish_layers();
    check_origin(document);
}

}  // namespace fuzz
