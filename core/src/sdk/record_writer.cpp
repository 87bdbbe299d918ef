// SPDX-License-Identifier: MIT
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/json.hpp>
#include <quern/record.hpp>

#include "sdk/compact_map.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

// An attribute that is no span; nothing where it is null. JSON has no infinity and no NaN: those are left out
// as well.
void append_attribute(std::string& to, const Row& row, ColumnId column, Type type, const std::string& key) {
    if (row.is_null(column) || (type == Type::number && !std::isfinite(*row.number(column)))) return;
    to += key;
    if (type == Type::string) json::append_string(to, row.string(column));
    if (type == Type::integer) json::append_integer(to, *row.integer(column));
    if (type == Type::number) json::append_number(to, *row.number(column));
    if (type == Type::boolean) to += *row.boolean(column) ? "true" : "false";
    if (type == Type::reference) json::append_integer(to, *row.reference(column));
}

constexpr auto two_digits = [] {
    std::array<char, 200> digits{};
    for (std::size_t i = 0; i < 100; ++i) {
        digits[2 * i] = static_cast<char>('0' + i / 10);
        digits[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return digits;
}();

// Writes a number, which below 10,000 takes no loop: most offsets are that small.
char* write_number(char* to, char* end, std::uint32_t number) {
    if (number >= 10'000) return std::to_chars(to, end, number).ptr;
    const auto high = number / 100, low = number % 100;
    const auto put = [&to](std::uint32_t pair, std::size_t digits) {
        std::memcpy(to, two_digits.data() + 2 * pair + 2 - digits, digits);
        to += digits;
    };
    if (high >= 10)
        put(high, 2);
    else if (high > 0)
        put(high, 1);
    if (high > 0 || low >= 10)
        put(low, 2);
    else
        put(low, 1);
    return to;
}

constexpr std::size_t most_pair = sizeof "[4294967295,4294967295]," - 1;

// What a text, a map and a layer are likely to take. A line that has to grow stands in memory twice, and that
// of a large document is the largest thing there is; of too much room only what is written to counts.
std::size_t room_for(std::string_view text) {
    return text.size() + text.size() / 8;
}
std::size_t room_for(const OffsetMap& map) {
    constexpr std::size_t piece = 8;
    return map.pieces().size() * piece;
}
std::size_t room_for(const Layer& layer) {
    constexpr std::size_t row = 96, attribute = 32;
    const auto attributes = layer.schema().fields.size();
    if (attributes == 0) return layer.size() * most_pair;
    std::size_t room = layer.size() * (row + attributes * attribute);
    for (const auto span : layer.spans()) room += span.size() + span.size() / 8;
    return room;
}

}  // namespace

struct RecordWriter::Form {  // of a layer
    std::string name;
    std::string key;                      // "name":
    std::vector<std::string> attributes;  // their names
    std::vector<std::string> keys;        // ,"attribute":
};

RecordWriter::~RecordWriter() = default;
RecordWriter::RecordWriter(RecordWriter&&) noexcept = default;
RecordWriter& RecordWriter::operator=(RecordWriter&&) noexcept = default;

// A line while it is being written.
class RecordWriter::Line {
public:
    Line(const Document& document, OffsetUnit unit, bool traced)
        : document_(document), text_(document.text()), unit_(unit), traced_(traced) {}

    void head();
    void page();
    void text();
    void layer(const Layer& layer, const Form& form);

    std::string line_;

private:
    void pairs(const Layer& layer);
    void rows(const Layer& layer, const Form& form);
    void attribute(const Row& row, ColumnId column, const std::string& key);
    void places(Span span);  // {"begin":1,"end":2
    void words(Span span);   // ,"text":"…"

    const Document& document_;
    std::string_view text_;
    OffsetUnit unit_;
    bool traced_;
    std::optional<OffsetTranslator> offsets_;  // made for the first layer: it costs a look at the whole text
};

void RecordWriter::Line::head() {
    line_ += "{\"id\":";
    json::append_string(line_, document_.id);
    line_ += ",\"uri\":";
    json::append_string(line_, document_.uri);
    line_ += ",\"media_type\":";
    json::append_string(line_, document_.media_type);
    line_ += ",\"metadata\":{";
    const char* comma = "";
    for (const auto& [name, value] : document_.metadata) {
        line_ += comma;
        json::append_string(line_, name);
        line_ += ':';
        json::append_string(line_, value);
        comma = ",";
    }
    line_ += '}';
}

void RecordWriter::Line::page() {
    line_ += ",\"html\":";
    json::append_utf8(line_, document_.page());
}

void RecordWriter::Line::text() {
    line_ += ",\"text\":";
    json::append_utf8(line_, text_);
    if (!traced_ || document_.origin().is_identity()) return;
    line_ += ",\"origin\":\"";
    append_compact(line_, document_.origin());
    line_ += '"';
}

void RecordWriter::Line::layer(const Layer& layer, const Form& form) {
    if (!offsets_) offsets_.emplace(text_, unit_);
    line_ += form.key;
    line_ += '[';
    if (form.attributes.empty())
        pairs(layer);
    else
        rows(layer, form);
    line_ += ']';
}

// A layer of tokens has thousands of rows: its numbers are written in place, without a check of the room for
// each.
void RecordWriter::Line::pairs(const Layer& layer) {
    const auto begin = line_.size();
    line_.resize(begin + layer.size() * most_pair);
    char* to = line_.data() + begin;
    char* const end = line_.data() + line_.size();
    auto& offset = *offsets_;
    for (const auto row : layer.spans()) {
        *to++ = '[';
        to = write_number(to, end, offset(row.begin));
        *to++ = ',';
        to = write_number(to, end, offset(row.end));
        *to++ = ']';
        *to++ = ',';
    }
    line_.resize(static_cast<std::size_t>(to - line_.data()) - !layer.empty());
}

void RecordWriter::Line::places(Span span) {
    line_ += "{\"begin\":";
    json::append_integer(line_, (*offsets_)(span.begin));
    line_ += ",\"end\":";
    json::append_integer(line_, (*offsets_)(span.end));
}

void RecordWriter::Line::words(Span span) {
    line_ += ",\"text\":";
    json::append_utf8(line_, span.of(text_));
}

void RecordWriter::Line::rows(const Layer& layer, const Form& form) {
    std::vector<std::optional<ColumnId>> columns;
    for (const auto& attribute : form.attributes) columns.push_back(layer.find_column(attribute));
    for (const auto row : layer) {
        if (row.number()) line_ += ',';
        places(row.span());
        if (traced_) {
            const auto source = document_.source_span(row.span());
            line_ += ",\"source_begin\":";
            json::append_integer(line_, source.begin);
            line_ += ",\"source_end\":";
            json::append_integer(line_, source.end);
        }
        words(row.span());
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i]) attribute(row, *columns[i], form.keys[i]);
        line_ += '}';
    }
}

void RecordWriter::Line::attribute(const Row& row, ColumnId column, const std::string& key) {
    const auto type = row.layer().schema().fields[column.index].type;
    if (type != Type::span) return append_attribute(line_, row, column, type, key);
    if (row.is_null(column)) return;
    line_ += key;
    places(*row.span(column));
    words(*row.span(column));
    line_ += '}';
}

RecordWriter::Form RecordWriter::form_of(const Schema& schema) {
    Form form;
    form.name = schema.name;
    json::append_string(form.key, schema.name);
    form.key += ':';
    for (const auto& field : schema.fields) {
        form.attributes.push_back(field.name);
        auto& key = form.keys.emplace_back(",");
        json::append_string(key, field.name);
        key += ':';
    }
    return form;
}

RecordWriter::RecordWriter(const std::vector<SchemaPtr>& layers, OffsetUnit unit, bool traced)
    : unit_(unit), traced_(traced) {
    for (const auto& schema : layers) {
        for (const auto name : row_members)
            if (schema->find(name))
                throw Error(fmt::format("the layer '{}' has an attribute '{}', which is the name of a member "
                                        "that every row has",
                                        schema->name, name),
                            "give the attribute another name, or leave the layer out with `layers`");
        layers_.push_back(form_of(*schema));
    }
}

std::string RecordWriter::record(const Document& document) const {
    constexpr std::size_t head = 512;
    Line line(document, unit_, traced_);
    auto room = head + room_for(document.has_text() ? document.text() : document.page());
    if (traced_) room += room_for(document.origin());
    for (const auto& form : layers_)
        if (const auto* layer = document.find_layer(form.name)) room += room_for(*layer);
    line.line_.reserve(room);
    line.head();
    if (!document.has_text()) {
        line.page();
        line.line_ += "}\n";
        return std::move(line.line_);
    }
    line.text();
    line.line_ += ",\"layers\":{";
    bool first = true;
    for (const auto& form : layers_) {
        const auto* layer = document.find_layer(form.name);
        if (!layer) continue;
        if (!first) line.line_ += ',';
        first = false;
        line.layer(*layer, form);
    }
    line.line_ += "}}\n";
    return std::move(line.line_);
}

std::string RecordWriter::layers(const Document& document, const std::vector<const Layer*>& layers) const {
    Line line(document, unit_, traced_);
    std::size_t room = 2;
    for (const auto* layer : layers) room += room_for(*layer);
    line.line_.reserve(room);
    line.line_ += '{';
    for (const auto* layer : layers) {
        if (layer != layers.front()) line.line_ += ',';
        line.layer(*layer, form_of(layer->schema()));
    }
    line.line_ += '}';
    return std::move(line.line_);
}

// Spans are left aside: a table over the corpus stands in no text.
std::string RecordWriter::rows(const Layer& table) {
    const auto form = form_of(table.schema());
    std::string lines;
    for (const auto row : table) {
        const auto begin = lines.size();
        for (std::uint32_t i = 0; i < form.keys.size(); ++i)
            if (const auto type = table.schema().fields[i].type; type != Type::span)
                append_attribute(lines, row, ColumnId{i}, type, form.keys[i]);
        // Every attribute begins with a comma; the first one's becomes the brace.
        if (lines.size() == begin) lines += ',';
        lines[begin] = '{';
        lines += "}\n";
    }
    return lines;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
