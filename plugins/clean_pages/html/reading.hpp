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

namespace clean_html {

// Reads pages, one after another, with memory that it keeps. Not for use by two threads at once.
class PageReading {
public:
    // Parses a page, lays it out, looks for the article's element and measures each block.
    void read(std::string_view page, const press::Phrases& phrases);

    PageTree tree;
    Layout layout;
    Region region;
    PageMetadata metadata;
    std::vector<press::Line> lines;  // a block each
    press::Region article;           // from the first block of the article's element to behind its last

private:
    void measure(const press::Phrases& phrases);
    void complete_metadata();

    LinkedDataReader linked_data_;
    press::Heading heading_;
};

}  // namespace clean_html
