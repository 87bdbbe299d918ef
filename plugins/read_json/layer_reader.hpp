// SPDX-License-Identifier: MIT
// Reads the layers of a record into its document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <quern/document.hpp>
#include <quern/output.hpp>

#include "json_value.hpp"

namespace read_json {

// What the stage is told about the records.
struct Rules {
    std::vector<quern::SchemaPtr> layers;
    std::vector<std::string> keep_members;  // of a record, to become metadata
    bool check_text = true;                 // of rows, against the document's
};

class LayerReader {
public:
    // The document has its text. Members that no one knows are added to `ignored`.
    LayerReader(quern::Document& document, quern::OffsetUnit unit, const Rules& rules,
                std::vector<std::string>& ignored);

    // Errors name the layer and the row.
    void read(simdjson::ondemand::object layers);

private:
    using Cell = std::variant<std::string_view, std::int64_t, double, bool, quern::Span>;
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

    void read_layer(quern::Layer& layer, Value rows);
    void read_row(quern::Layer& layer, Value row);
    void read_member(quern::Layer& layer, std::string_view name, Value value);
    void add(quern::Layer& layer);
    Cell cell(const quern::Schema::Field& field, Value value);
    quern::Span span(std::string_view what, Value value);
    quern::Span pair(std::string_view what, Value value);
    std::uint32_t place(std::string_view what, Value value);
    void check_span(std::string_view what, quern::Span span, std::optional<std::string_view> text) const;
    void check_references() const;

    quern::Document& document_;
    std::string_view text_;
    quern::OffsetUnit unit_;
    quern::OffsetTranslator offset_;
    const Rules& rules_;
    std::vector<std::string>& ignored_;
    Pending row_;
};

}  // namespace read_json
