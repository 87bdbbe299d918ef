// SPDX-License-Identifier: MIT
#include "run/document_image.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace quern::host {

namespace {

class Imager {
public:
    explicit Imager(const Document& document) : document_(document) {}

    LayerImage layer(const Layer& layer) const {
        LayerImage image{layer.name(), {}, {}, {}};
        for (const auto& field : layer.schema().fields) image.columns.push_back({field.name, field.type});
        image.label = label_of(layer.schema());
        image.rows.reserve(layer.size());
        for (const auto row : layer) {
            RowImage& made = image.rows.emplace_back(RowImage{row.span(), {}});
            made.values.reserve(image.columns.size());
            for (std::uint32_t i = 0; i < image.columns.size(); ++i)
                made.values.push_back(value(row, ColumnId{i}));
        }
        return image;
    }

private:
    static std::optional<std::size_t> label_of(const Schema& schema) {
        for (const char* usual : {"label", "kind"})
            if (const auto field = schema.find(usual)) return field;
        for (std::size_t i = 0; i < schema.fields.size(); ++i)
            if (schema.fields[i].type == Type::string) return i;
        return {};
    }

    std::optional<Value> value(const Row& row, ColumnId column) const {
        if (row.is_null(column)) return {};
        const auto& field = row.layer().schema().fields[column.index];
        switch (field.type) {
            case Type::string:
                return Value{std::string(row.string(column))};
            case Type::integer:
                return Value{std::to_string(*row.integer(column))};
            case Type::number:
                return Value{fmt::format("{}", *row.number(column))};
            case Type::boolean:
                return Value{*row.boolean(column) ? "true" : "false"};
            case Type::span:
                return place(*row.span(column));
            case Type::reference:
                return target(field.target, *row.reference(column));
        }
        return {};
    }

    Value place(Span span) const { return {std::string(span.of(document_.text())), span}; }
    Value target(const std::string& layer, RowNumber row) const {
        const auto* rows = document_.find_layer(layer);
        if (!rows || row >= rows->size()) return {fmt::format("row {}", row)};
        return place(rows->span(row));
    }

    const Document& document_;
};

}  // namespace

std::string_view LayerImage::label_of(const RowImage& row) const {
    return label && row.values[*label] ? std::string_view(row.values[*label]->text) : std::string_view();
}

const LayerImage* DocumentImage::find(std::string_view layer) const {
    const auto found =
        std::find_if(layers.begin(), layers.end(), [&](const LayerImage& one) { return one.name == layer; });
    return found == layers.end() ? nullptr : &*found;
}

std::size_t DocumentImage::weight() const {
    std::size_t bytes = sizeof *this + text.size() + origin.pieces().size() * sizeof(OffsetMap::Piece);
    for (const auto& layer : layers)
        for (const auto& row : layer.rows) {
            bytes += sizeof row + row.values.size() * sizeof(std::optional<Value>);
            for (const auto& value : row.values)
                if (value && value->text.size() > sizeof(std::string) / 2) bytes += value->text.size();
        }
    return bytes;
}

DocumentImage image_of(const Document& document, const std::vector<std::string>& layers) {
    DocumentImage image;
    image.id = document.id;
    image.uri = document.uri;
    image.media_type = document.media_type;
    image.metadata.assign(document.metadata.begin(), document.metadata.end());
    image.has_text = document.has_text();
    image.text = document.text();
    image.origin = document.origin();
    image.source_size = document.source().size();
    const Imager imager(document);
    for (const auto& layer : document.all_layers())
        if (layers.empty() || std::find(layers.begin(), layers.end(), layer->name()) != layers.end())
            image.layers.push_back(imager.layer(*layer));
    return image;
}

}  // namespace quern::host
