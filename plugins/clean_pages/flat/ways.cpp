// SPDX-License-Identifier: MIT
#include "ways.hpp"

namespace clean_flat {

std::uint16_t signs_of(const Line& line, Kind kind, std::uint8_t overlap, bool is_first) {
    std::uint32_t signs = 0, bit = 0;
    const auto add = [&](bool sign) { signs |= static_cast<std::uint32_t>(sign) << bit++; };
    add(line.is(press::related));
    add(line.is(press::tail));
    add(line.is(press::legal | press::contact));
    add(line.is(press::prompt));
    add(line.is(press::control));
    add(line.is(press::bio));
    add(line.date);
    add(line.byline);
    add(!is_first && overlap >= 140 && line.words >= 3);
    add(kind == prose);
    add(kind == words && line.words <= 6);
    return static_cast<std::uint16_t>(signs);
}

}  // namespace clean_flat
