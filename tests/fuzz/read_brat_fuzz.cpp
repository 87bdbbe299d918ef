// SPDX-License-Identifier: MIT
// Any bytes as the annotations of a text that holds them: they are read, and stand inside it, or told why
// not.
#include <string_view>

#include "component.hpp"
#include "read_brat/annotations.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view lines(reinterpret_cast<const char*>(bytes), size);
    const std::string_view text = "Zo\u00eb met Angela \U0001F600 Okafor\nin Oslo.";
    try {
        for (const auto& entity : read_brat::read_annotations(lines, text).entities)
            if (entity.span.begin > entity.span.end || entity.span.end > text.size() || entity.type.empty())
                std::abort();
    } catch (const quern::Error&) {
    }
    return 0;
}
