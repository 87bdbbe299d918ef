// SPDX-License-Identifier: MIT
// Who wrote the page and when, as its lines above and below the article say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge.hpp"

namespace press {

// What the page says in its title.
struct Heading {
    std::string headline;  // empty where the page has none
    std::string site, published;
    std::size_t behind = 0;  // the line behind the last one that prints the headline above the article
};

struct Facts {
    std::vector<std::string> authors;
    std::string published, site;
    bool told = false;  // the page prints when it was published, not only when it was changed
};

// Behind the line in front of the article's second paragraph: a headline or a byline stands no further below.
std::size_t header_end(const std::vector<Line>& lines, Region region);

// Looks at the lines between the headline and the second paragraph first, then at what stands above, then
// below. Marks the lines in front of the article that tell it.
Facts find_facts(std::string_view text, std::vector<Line>& lines, Region region, const Heading& heading);

}  // namespace press
