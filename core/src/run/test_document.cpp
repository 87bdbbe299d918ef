// SPDX-License-Identifier: MIT
#include "run/test_document.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <string>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/layers.hpp>
#include <quern/output.hpp>
#include <quern/record.hpp>

namespace quern::host {

namespace {

using Kind = ConfigNode::Kind;

[[noreturn]] void refuse(const ConfigNode& node, const std::string& what) {
    throw Error(fmt::format("{}: {}", place(node.mark), what));
}

template <class Number>
std::optional<Number> parse(const ConfigNode& node) {
    Number value{};
    const char* end = node.scalar.data() + node.scalar.size();
    const auto [stop, error] = std::from_chars(node.scalar.data(), end, value);
    if (node.kind != Kind::scalar || node.quoted || error != std::errc() || stop != end) return std::nullopt;
    return value;
}

const ConfigNode* member(const ConfigNode& node, std::string_view name) {
    const auto* found = node.find(name);
    return found && found->value->kind != Kind::null ? found->value.get() : nullptr;
}

std::string text_of(const ConfigNode& node, std::string_view name) {
    if (node.kind == Kind::list || node.kind == Kind::map) refuse(node, fmt::format("'{}' is a text", name));
    return node.scalar;
}

bool is_attribute(std::string_view name) {
    return std::find(std::begin(row_members), std::end(row_members), name) == std::end(row_members);
}

Type type_of(const ConfigNode& value) {
    if (value.kind == Kind::map) return Type::span;
    if (value.quoted) return Type::string;
    if (value.scalar == "true" || value.scalar == "false") return Type::boolean;
    if (parse<std::int64_t>(value)) return Type::integer;
    if (parse<double>(value)) return Type::number;
    return Type::string;
}

class LayerBuilder {
public:
    LayerBuilder(Document& document, const std::vector<SchemaPtr>& known)
        : document_(document), known_(known), offsets_(document.text(), OffsetUnit::code_points) {}

    void add(const std::string& name, const ConfigNode& rows) {
        if (rows.kind != Kind::list) refuse(rows, fmt::format("the layer '{}' is a list of rows", name));
        Layer& layer = document_.make_layer(schema(name, rows));
        for (const auto& row : rows.items) add(layer, *row);
    }

private:
    SchemaPtr schema(const std::string& name, const ConfigNode& rows) const {
        Schema schema;
        schema.name = name;
        const auto same = [&](const auto& layer) { return layer->name == name; };
        if (const auto at = std::find_if(known_.begin(), known_.end(), same); at != known_.end())
            schema = **at;
        else if (const auto* standard = layers::find_standard(name))
            schema = Schema(*standard);
        for (const auto& row : rows.items)
            for (const auto& [key, mark, value] : row->members)
                if (is_attribute(key) && !schema.find(key) && value->kind != Kind::null)
                    schema.fields.push_back({key, type_of(*value), {}, {}});
        return std::make_shared<const Schema>(std::move(schema));
    }

    void add(Layer& layer, const ConfigNode& row) {
        if (row.kind == Kind::list && row.items.size() == 2) {
            layer.add(span(row, *row.items[0], *row.items[1]));
            return;
        }
        const auto number = layer.add(span(row));
        for (const auto& [key, mark, value] : row.members)
            if (is_attribute(key) && value->kind != Kind::null) set(layer, number, key, *value);
    }

    Span span(const ConfigNode& row) {
        const auto *begin = member(row, "begin"), *end = member(row, "end");
        if (!begin || !end) refuse(row, "a row needs 'begin' and 'end', in code points");
        return span(row, *begin, *end);
    }

    // Offsets of a test count code points; those of a document count bytes.
    Span span(const ConfigNode& owner, const ConfigNode& begin, const ConfigNode& end) {
        const auto from = parse<std::uint32_t>(begin), to = parse<std::uint32_t>(end);
        if (!from || !to || *from > *to || *to > offsets_.size())
            refuse(owner, fmt::format("'{}' to '{}' is no range of a text of {} code points", begin.scalar,
                                      end.scalar, offsets_.size()));
        return {*offsets_.to_byte(*from), *offsets_.to_byte(*to)};
    }

    void set(Layer& layer, RowNumber row, const std::string& name, const ConfigNode& value) {
        const auto column = layer.column(name);
        const auto& field = layer.schema().fields[column.index];
        const auto required = [&](const auto& parsed) {
            if (!parsed) refuse(value, fmt::format("'{}' is no {}", value.scalar, to_string(field.type)));
            return *parsed;
        };
        switch (field.type) {
            case Type::string:
                return layer.set(row, column, std::string_view(text_of(value, name)));
            case Type::integer:
                return layer.set(row, column, required(parse<std::int64_t>(value)));
            case Type::number:
                return layer.set(row, column, required(parse<double>(value)));
            case Type::boolean:
                if (value.scalar != "true" && value.scalar != "false")
                    refuse(value, "true or false is wanted");
                return layer.set(row, column, value.scalar == "true");
            case Type::span:
                return layer.set(row, column, span(value));
            case Type::reference:
                return layer.set_reference(row, column, required(parse<RowNumber>(value)));
        }
    }

    Document& document_;
    const std::vector<SchemaPtr>& known_;
    OffsetTranslator offsets_;
};

Document plain_text(std::string text) {
    Document document;
    document.set_source(std::move(text));
    document.set_text_from_page();
    return document;
}

Document page(std::string html) {
    Document document;
    document.media_type = "text/html";
    document.set_source(std::move(html));
    return document;
}

Document from_record(const ConfigNode& record, const std::vector<SchemaPtr>& known) {
    const auto *text = member(record, "text"), *html = member(record, "html");
    if (!text && !html) refuse(record, "a document needs 'text', or 'html' for a page");
    Document document = html && !text ? page(text_of(*html, "html")) : Document();
    if (text) {
        const std::string bytes = text_of(*text, "text");
        document.restore_text(bytes, OffsetMap::identity(static_cast<std::uint32_t>(bytes.size())));
        document.set_source(bytes);
    }
    if (const auto* uri = member(record, "uri")) document.uri = uri->scalar;
    if (const auto* media_type = member(record, "media_type")) document.media_type = media_type->scalar;
    if (const auto* metadata = member(record, "metadata"))
        for (const auto& [name, mark, value] : metadata->members)
            document.metadata.set(name, text_of(*value, name));
    if (const auto* layers = member(record, "layers")) {
        LayerBuilder builder(document, known);
        for (const auto& [name, mark, rows] : layers->members) builder.add(name, *rows);
        document.finish_layers();
    }
    return document;
}

}  // namespace

std::string place(const ConfigMark& mark) {
    return fmt::format("{}:{}", mark.source ? mark.source->name : "the pipeline", mark.line);
}

Document test_document(const ConfigNode& test, const std::vector<SchemaPtr>& known) {
    Document document;
    if (const auto* record = member(test, "document"))
        document = from_record(*record, known);
    else if (const auto* html = member(test, "html"))
        document = page(text_of(*html, "html"));
    else if (const auto* text = member(test, "text"))
        document = plain_text(text_of(*text, "text"));
    else
        document = plain_text({});
    document.id = "test";
    return document;
}

}  // namespace quern::host
