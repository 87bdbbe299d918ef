// SPDX-License-Identifier: MIT
// What a document held at one moment, as a person would be shown it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <quern/document.hpp>

namespace quern::host {

// A value as it is printed; of a span and of a reference the text there and, in bytes, the place: so it says
// the same when rows in front of it come or go.
struct Value {
    std::string text;
    std::optional<Span> place{};
};

struct RowImage {
    Span span;
    std::vector<std::optional<Value>> values;  // one a column
};

struct LayerImage {
    std::string name;
    struct Column {
        std::string name;
        Type type;
    };
    std::vector<Column> columns;
    std::vector<RowImage> rows;  // in the order of the layer

    // Of the column that tells rows apart at a glance: label, kind, or the first that holds strings.
    std::optional<std::size_t> label;

    // The row's value there; empty where it has none.
    std::string_view label_of(const RowImage& row) const;
};

struct DocumentImage {
    std::string id, uri, media_type;
    std::vector<std::pair<std::string, std::string>> metadata;
    bool has_text = false;
    std::string text;
    OffsetMap origin;
    std::size_t source_size = 0;
    std::vector<LayerImage> layers;

    const LayerImage* find(std::string_view layer) const;
    // About how many bytes of memory it takes.
    std::size_t weight() const;
};

// Of all layers, or of those named. The document's layers must be finished.
DocumentImage image_of(const Document& document, const std::vector<std::string>& layers = {});

}  // namespace quern::host
