// SPDX-License-Identifier: MIT
// Turns offsets in a unit of the outside world into bytes of a text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <quern/output.hpp>

namespace read_json {

// Ascending offsets cost O(1) each, a step back costs a search; ASCII texts cost nothing.
class OffsetReader {
public:
    OffsetReader(std::string_view text, quern::OffsetUnit unit);

    // The byte that many units from the beginning; nothing behind the end and inside a character.
    std::optional<std::uint32_t> operator()(std::uint64_t offset);

    // Of the text, in the unit.
    std::uint32_t size() const { return size_; }

private:
    std::string_view text_;
    quern::OffsetUnit unit_;
    bool ascii_;
    std::uint32_t size_;
    std::vector<std::uint32_t> marks_;  // units in front of every 256th byte
    std::uint32_t last_byte_ = 0, last_unit_ = 0;
};

}  // namespace read_json
