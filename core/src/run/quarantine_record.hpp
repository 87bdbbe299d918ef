// SPDX-License-Identifier: MIT
// One line of a quarantine file, as it is written and as it is read again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <quern/document.hpp>
#include <quern/stage.hpp>

#include "run/problem.hpp"

namespace quern::host {

// Sources above this many bytes are not kept in the file: they are found again by uri and offset.
inline constexpr std::size_t quarantine_source_limit = 1'000'000;

// The line for one document, its line break included: {"number", "id", "uri", "media_type", "offset",
// "stage", "reason", "hint"} and "source", "source_base64" where that is no UTF-8, or "size" and, where it
// was read, "xxh3" (64 bits).
std::string quarantine_line(std::uint64_t number, const Item& item, const Document& document,
                            const Problem& problem);

// What such a line says of the document.
struct QuarantineRecord {
    Item item;
    std::uint64_t number = 0;  // 0: the line does not tell
    bool has_bytes = false;    // the item's data is the whole source
};

// Throws an Error that says why where the line is none of a quarantine file.
QuarantineRecord read_quarantine_line(std::string_view line);

}  // namespace quern::host
