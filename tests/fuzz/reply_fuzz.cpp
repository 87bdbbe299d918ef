// SPDX-License-Identifier: MIT
// A worker that answers with any bytes: the document takes the answer or an Error says why not, and what it
// took is sound: every span stands in the text, and what its origin calls copied stands in the source.
#include <cstdlib>
#include <memory>
#include <string>

#include <quern/document.hpp>
#include <quern/layers.hpp>
#include <quern/record.hpp>

#include "document/access.hpp"
#include "worker/reply.hpp"

namespace {

using namespace quern;

constexpr Column marks_columns[] = {{"weight", Type::number, ""},
                                    {"count", Type::integer, ""},
                                    {"good", Type::boolean, ""},
                                    {"name", Type::string, ""},
                                    {"place", Type::span, ""},
                                    {"who", Type::reference, "", "entities"},
                                    {"mark", Type::reference, "", "marks"}};
constexpr LayerSchema marks{"marks", "Marks.", marks_columns};
constexpr Column links_columns[] = {{"link", Type::string, ""}, {"next", Type::reference, "", "entities"}};

void require(bool condition) {
    if (!condition) std::abort();
}

void check(const Document& document) {
    for (const auto& piece : document.origin().pieces())
        if (piece.kind == OffsetMap::Kind::copied)
            require(piece.text.of(document.text()) == piece.source.of(document.source()));
    for (const auto& layer : document.all_layers())
        for (const auto row : *layer) require(row.span().end <= document.text().size());
    // What was taken can be written, and read again.
    std::vector<SchemaPtr> schemas;
    for (const auto& layer : document.all_layers()) schemas.push_back(layer->schema_ptr());
    const RecordWriter writer(schemas, OffsetUnit::code_points);
    auto line = writer.record(document);
    const auto once = line;
    Document again;
    std::vector<std::string> ignored;
    RecordReader().read(line, OffsetUnit::code_points, {schemas, {}, true}, again, ignored);
    again.finish_layers();
    require(writer.record(again) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    Declaration declaration;
    declaration.writes(marks);
    declaration.appends(layers::entities);
    declaration.extends(layers::entities, links_columns);
    declaration.edits_text();
    declaration.builds_text();
    declaration.writes_metadata({"*"});
    Access access;
    access.stage = "test.worker";
    access.declared = &declaration.content();
    auto entities = std::make_shared<Schema>(layers::entities);
    for (const auto& column : links_columns)
        entities->fields.push_back({std::string(column.name), column.type, "", std::string(column.target)});
    for (const auto& use : declaration.content().layers)
        access.uses.push_back(
            {use.schema->name, use.mode, use.schema->name == "entities" ? SchemaPtr(entities) : use.schema});
    // With the first byte, a text or a page that has none yet.
    Document document;
    document.id = "a";
    document.set_source("\xC3\x84nne met Bob in \xE2\x82\xAC land.");
    if (size > 0 && bytes[0] != '!') {
        document.set_text_from_page();
        auto& rows = document.make_layer(entities);
        rows.add({0, 5});
        rows.add({10, 13});
        document.finish_layers();
    }
    std::string reply(reinterpret_cast<const char*>(bytes), size);
    if (size > 0 && bytes[0] == '!') reply.erase(0, 1);
    Access::enter(document, &access, nullptr);
    try {
        host::ReplyReader().apply(reply, document, access, OffsetUnit::code_points);
        document.finish_layers();
    } catch (const Error&) {
        return 0;
    }
    Access::enter(document, nullptr, nullptr);
    if (document.has_text() && !document.dropped()) check(document);
    return 0;
}
