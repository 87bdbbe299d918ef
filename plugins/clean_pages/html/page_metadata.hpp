// SPDX-License-Identifier: MIT
// Title, authors, date and the rest, from what the page says of itself in its head and in its markup.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json_ld.hpp"
#include "layout.hpp"
#include "page_tree.hpp"

namespace clean_html {

struct PageMetadata {
    std::string title, published, site, language, url;
    std::string body;  // as JSON-LD tells it; no more than a hint
    std::vector<std::string> authors;
};

// The order of belief: JSON-LD, meta elements, microdata and rel=author, the page's visible text for the
// headline. What is told nowhere stays empty.
PageMetadata read_metadata(const PageTree& tree, const Layout& layout, LinkedDataReader& linked_data);

}  // namespace clean_html
