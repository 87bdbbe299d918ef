// SPDX-License-Identifier: MIT
// All that is known of a page before its blocks are judged.
#pragma once

#include <string_view>
#include <vector>

#include "layout.hpp"
#include "page_metadata.hpp"
#include "page_tree.hpp"
#include "press/facts.hpp"
#include "press/phrases.hpp"
#include "region.hpp"
#include "site_rules.hpp"

namespace clean_html {

// Reads pages, one after another, with memory that it keeps. Not for use by two threads at once.
class PageReading {
public:
    // Parses a page, lays it out, looks for the article's element and measures each block. `url` is what the
    // input knows to be its address, for the rules.
    void read(std::string_view page, const press::Phrases& phrases, const SiteRules& rules = {},
              std::string_view url = {});

    PageTree tree;
    RuledPage ruled;
    Layout layout;
    Region region;
    PageMetadata metadata;
    std::vector<press::Line> lines;  // a block each
    press::Region article;           // from the first block of the article's element to behind its last

private:
    void measure(const press::Phrases& phrases);
    void complete_metadata();
    void apply_ruled_metadata();

    LinkedDataReader linked_data_;
    press::Heading heading_;
};

}  // namespace clean_html
