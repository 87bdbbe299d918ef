// SPDX-License-Identifier: MIT
// Reads the layers of a record into its document.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <quern/document.hpp>
#include <quern/output.hpp>

#include "sdk/json_value.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

class QUERN_API LayerReader {
public:
    // The document has its text. Members that no one knows are added to `ignored`. With `check_text`, the
    // text of a row must be the one that stands at its place.
    LayerReader(Document& document, OffsetUnit unit, bool check_text, std::vector<std::string>& ignored);

    // Gives the layer whose rows follow, or null where no one knows it.
    using Open = std::function<Layer*(std::string_view name)>;
    // Errors name the layer and the row.
    void read(simdjson::ondemand::object layers, const Open& open);
    // Once all is read: an Error where a reference in what was read leads to no row.
    void check_references() const;
    // Values of a column for the rows that are there, one each.
    void read_column(Layer& layer, ColumnId column, simdjson::ondemand::value values);

private:
    using Cell = std::variant<std::string_view, std::int64_t, double, bool, Span>;
    struct Attribute {
        std::size_t field;  // of the schema
        Cell cell;
    };
    // What is read of a row before it can be added: its members come in any order.
    struct Pending {
        std::optional<std::uint32_t> begin, end;
        std::optional<std::string_view> text;
        std::vector<Attribute> attributes;
    };

    void read_layer(Layer& layer, Value rows);
    void read_row(Layer& layer, Value row);
    void read_member(Layer& layer, std::string_view name, Value value);
    void add(Layer& layer);
    void set(Layer& layer, RowNumber row, std::size_t field, const Cell& cell) const;
    Cell cell(const Schema::Field& field, Value value);
    Span span(std::string_view what, Value value);
    Span pair(std::string_view what, Value value);
    std::uint32_t place(std::string_view what, Value value);
    void check_span(std::string_view what, Span span, std::optional<std::string_view> text) const;

    Document& document_;
    std::string_view text_;
    OffsetUnit unit_;
    OffsetTranslator offset_;
    bool check_text_;
    std::vector<std::string>& ignored_;
    Pending row_;
    std::vector<const Layer*> touched_;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
