// SPDX-License-Identifier: MIT
#include "sdk/layer_reader.hpp"

#include <algorithm>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

constexpr std::size_t most_shown = 40;  // bytes of a text in a message

// The beginning of a text, cut between two characters.
std::string shown(std::string_view text) {
    if (text.size() <= most_shown) return std::string(text);
    auto size = most_shown;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    return std::string(text.substr(0, size)) + "…";
}

}  // namespace

LayerReader::LayerReader(Document& document, OffsetUnit unit, bool check_text,
                         std::vector<std::string>& ignored)
    : document_(document),
      text_(document.text()),
      unit_(unit),
      offset_(text_, unit),
      check_text_(check_text),
      ignored_(ignored) {}

void LayerReader::read(simdjson::ondemand::object layers, const Open& open) {
    for (auto field : layers) {
        const std::string_view name = field.unescaped_key();
        if (auto* layer = open(name))
            read_layer(*layer, field.value());
        else
            ignored_.push_back("layers." + std::string(name));
    }
}

void LayerReader::read_layer(Layer& layer, Value rows) {
    expect(rows, layer.name(), ValueType::array);
    touched_.push_back(&layer);
    for (Value row : rows.get_array()) {
        try {
            read_row(layer, row);
        } catch (const Error& error) {
            throw Error(fmt::format("{}, row {}: {}", layer.name(), layer.size(), error.what()),
                        error.hint());
        }
    }
}

void LayerReader::read_row(Layer& layer, Value row) {
    row_ = {};
    if (row.type() == ValueType::array) {
        layer.add(pair("row", row));
        return;
    }
    expect(row, "row", ValueType::object);
    for (auto field : row.get_object()) read_member(layer, field.unescaped_key(), field.value());
    add(layer);
}

void LayerReader::read_member(Layer& layer, std::string_view name, Value value) {
    const auto once = [name](bool seen) {
        if (seen) throw Error(fmt::format("the member '{}' stands twice", name));
    };
    if (name == "begin") {
        once(row_.begin.has_value());
        row_.begin = place(name, value);
    } else if (name == "end") {
        once(row_.end.has_value());
        row_.end = place(name, value);
    } else if (name == "text") {
        once(row_.text.has_value());
        row_.text = text_of(value, name);
    } else if (const auto field = layer.schema().find(name)) {
        for (const auto& attribute : row_.attributes) once(attribute.field == *field);
        if (value.type() != ValueType::null)
            row_.attributes.push_back({*field, cell(layer.schema().fields[*field], value)});
    } else if (name != "source_begin" && name != "source_end") {  // the origin says these
        ignored_.push_back(fmt::format("layers.{}.{}", layer.name(), name));
    }
}

void LayerReader::add(Layer& layer) {
    for (const auto& [name, place] : {std::pair{"begin", row_.begin}, std::pair{"end", row_.end}})
        if (!place) throw Error(fmt::format("'{}' is missing", name));
    const Span span{*row_.begin, *row_.end};
    check_span("row", span, row_.text);
    const auto row = layer.add(span);
    for (const auto& [field, cell] : row_.attributes) set(layer, row, field, cell);
}

void LayerReader::set(Layer& layer, RowNumber row, std::size_t field, const Cell& cell) const {
    const ColumnId column{static_cast<std::uint32_t>(field)};
    if (layer.schema().fields[field].type == Type::reference)
        layer.set_reference(row, column, static_cast<RowNumber>(std::get<std::int64_t>(cell)));
    else
        std::visit([&](const auto& value) { layer.set(row, column, value); }, cell);
}

void LayerReader::read_column(Layer& layer, ColumnId column, Value values) {
    const auto& field = layer.schema().fields[column.index];
    const auto name = fmt::format("{}.{}", layer.name(), field.name);
    expect(values, name, ValueType::array);
    touched_.push_back(&layer);
    std::size_t row = 0;
    for (Value value : values.get_array()) {
        if (row < layer.size() && value.type() != ValueType::null)
            set(layer, static_cast<RowNumber>(row), column.index, cell(field, value));
        ++row;
    }
    if (row != layer.size())
        throw Error(fmt::format("'{}' has {} values, and the layer has {} rows", name, row, layer.size()),
                    "a column has one value for each row, in their order; null where there is none");
}

LayerReader::Cell LayerReader::cell(const Schema::Field& field, Value value) {
    const ValueType found = value.type();
    const auto expected = [&](ValueType type, const char* words) {
        if (found != type) wrong_type(field.name, words, found);
    };
    switch (field.type) {
        case Type::string:
            return text_of(value, field.name);
        case Type::number:
            expected(ValueType::number, "a number");
            return value.get_double().value();
        case Type::boolean:
            expected(ValueType::boolean, "true or false");
            return value.get_bool().value();
        case Type::span:
            return span(field.name, value);
        case Type::integer:
        case Type::reference:
            break;
    }
    expected(ValueType::number, "a whole number");
    auto number = value.get_int64();
    if (number.error()) throw Error(fmt::format("'{}' must be a whole number", field.name));
    const auto least = std::int64_t{0}, most = std::int64_t{~RowNumber{0}} - 1;
    if (field.type == Type::reference && (number.value() < least || number.value() > most))
        throw Error(fmt::format("'{}' must be the number of a row of {}", field.name, field.target));
    return number.value();
}

// A span attribute: an object as exporters write it, or a pair.
Span LayerReader::span(std::string_view what, Value value) {
    if (value.type() == ValueType::array) return pair(what, value);
    expect(value, what, ValueType::object);
    std::optional<std::uint32_t> begin, end;
    std::optional<std::string_view> text;
    for (auto field : value.get_object()) {
        const std::string_view name = field.unescaped_key();
        if (name == "begin") begin = place(name, field.value());
        if (name == "end") end = place(name, field.value());
        if (name == "text") {
            Value words = field.value();
            text = text_of(words, name);
        }
    }
    if (!begin || !end) throw Error(fmt::format("'{}' must have 'begin' and 'end'", what));
    check_span(what, {*begin, *end}, text);
    return {*begin, *end};
}

Span LayerReader::pair(std::string_view what, Value value) {
    std::uint32_t places[2];
    std::size_t count = 0;
    for (Value entry : value.get_array()) {
        if (count < 2) places[count] = place(what, entry);
        if (++count > 2) break;
    }
    if (count != 2) throw Error(fmt::format("'{}' must be [begin, end]", what));
    check_span(what, {places[0], places[1]}, {});
    return {places[0], places[1]};
}

std::uint32_t LayerReader::place(std::string_view what, Value value) {
    expect(value, what, ValueType::number);
    auto offset = value.get_uint64();
    if (offset.error()) throw Error(fmt::format("'{}' must be a whole number, from 0", what));
    if (const auto byte = offset_.to_byte(offset.value())) return *byte;
    throw Error(
        fmt::format("'{}' is {}, which lies {} (offsets in {})", what, offset.value(),
                    offset.value() > offset_.size() ? "behind the end of the text" : "inside a character",
                    to_string(unit_)),
        "when the offsets count something else, set `offsets`");
}

void LayerReader::check_span(std::string_view what, Span span, std::optional<std::string_view> text) const {
    if (span.begin > span.end) throw Error(fmt::format("'{}' ends before it begins", what));
    if (!text || !check_text_ || *text == span.of(text_)) return;
    throw Error(fmt::format("the text of '{}' is “{}”, but in the document “{}” stands there (offsets in {})",
                            what, shown(*text), shown(span.of(text_)), to_string(unit_)),
                "when the offsets count something else, set `offsets`; when `text` means something else, set "
                "`check_text: false`");
}

// A layer that the document lacks may be referred to: its rows were not written.
void LayerReader::check_references() const {
    for (const auto* layer : touched_)
        for (std::uint32_t i = 0; i < layer->schema().fields.size(); ++i) {
            const auto& field = layer->schema().fields[i];
            const auto* target = field.type == Type::reference ? document_.find_layer(field.target) : nullptr;
            if (!target) continue;
            for (const auto row : *layer)
                if (const auto reference = row.reference(ColumnId{i});
                    reference && *reference >= target->size())
                    throw Error(fmt::format("{}, row {}: '{}' is row {} of {}, which has {} rows",
                                            layer->name(), row.number(), field.name, *reference, field.target,
                                            target->size()));
        }
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
