// SPDX-License-Identifier: MIT
// Who wrote the page and when, as its lines above and below the article say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article.hpp"

namespace clean_flat {

struct Facts {
    std::vector<std::string> authors;
    std::string published, site;
};

// Looks at the lines between the headline and the second paragraph first, then at what stands above, then
// below. Marks the lines in front of the article that tell it.
Facts find_facts(std::string_view text, std::vector<Line>& lines, Region region, const Heading& heading);

}  // namespace clean_flat
