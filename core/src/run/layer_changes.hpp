// SPDX-License-Identifier: MIT
// What became of the rows of a layer between two images of one document.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "run/document_image.hpp"

namespace quern::host {

// One row that is not the same in both.
struct RowChange {
    const RowImage* before = nullptr;  // null: added
    const RowImage* after = nullptr;   // null: removed
};

struct LayerChanges {
    std::vector<RowChange> rows;  // in the order of the rows
    std::size_t same = 0;

    std::size_t added() const { return count(false, true); }
    std::size_t removed() const { return count(true, false); }
    std::size_t changed() const { return count(true, true); }

private:
    std::size_t count(bool before, bool after) const;
};

// Where a span of each image's text stands in what both have in common; nothing where it is gone.
using Place = std::function<std::optional<Span>(Span)>;
struct Places {
    Place before, after;
};

// How rows are compared.
struct RowComparison {
    std::vector<std::string> ignored;  // columns
    bool texts = false;  // whether the text of a row counts, as it may where places say the same
};

// Rows at one place are the same where all their values are; of those that are left, rows at one place are
// changed ones. A column that one side lacks is null there. Either layer may be null.
LayerChanges compare(const DocumentImage& before, const LayerImage* old_layer, const DocumentImage& after,
                     const LayerImage* new_layer, const Places& places, const RowComparison& how = {});

// Names of columns whose values differ between two rows of one place, those of `old_layer` first.
std::vector<std::string> changed_columns(const LayerImage& old_layer, const LayerImage& new_layer,
                                         const RowChange& change, const Places& places,
                                         const RowComparison& how = {});

}  // namespace quern::host
