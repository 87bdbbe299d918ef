// SPDX-License-Identifier: MIT
// The headline of a flattened page.
#pragma once

#include <string_view>
#include <vector>

#include "lines.hpp"
#include "press/facts.hpp"
#include "press/judge.hpp"

namespace clean_flat {

using press::Region;

// Looks for the title line and for the headline, which may be printed again; marks those lines as titles.
press::Heading find_heading(std::string_view text, std::vector<Line>& lines, Region region);

}  // namespace clean_flat
