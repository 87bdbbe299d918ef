// SPDX-License-Identifier: MIT
// Rows of a layer and a document's head, as a terminal shows them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "run/document_image.hpp"

namespace quern::host {

struct PageStyle {
    bool colour = false;
    std::size_t rows = 50;  // of a layer that are shown
};

// A line of what stands under a heading: a name and what there is to say.
std::string page_line(std::string_view name, std::string_view text, bool colour = false);

// "name=Ida confidence=0.9": values that are not null. All but the label's, numbers rounded.
std::string shown_values(const LayerImage& layer, const RowImage& row);
// The same of these columns alone, exactly.
std::string shown_values(const LayerImage& layer, const RowImage& row,
                         const std::vector<std::string>& columns);

// How many rows with which labels, then the text around them with the rows marked, then, where they have more
// than a label, what they hold. Offsets count code points.
std::string layer_page(const DocumentImage& document, const LayerImage& layer,
                       const std::vector<const RowImage*>& rows, const PageStyle& style);

// Id, uri, media type, size and metadata, without layers.
std::string document_head(const DocumentImage& document, bool colour);
// Head, text and layers.
std::string document_page(const DocumentImage& document, const PageStyle& style);

}  // namespace quern::host
