// SPDX-License-Identifier: MIT
#include "worker/reply.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include <quern/json.hpp>
#include <quern/record.hpp>

#include "sdk/json_value.hpp"
#include "sdk/layer_reader.hpp"
#include "worker/edit_from_map.hpp"

namespace quern::host {

namespace {

struct Change {
    std::uint64_t begin = 0, end = 0;
    std::string text;
};

// What stands at the top of a reply.
struct Top {
    std::string id;
    std::optional<std::string> error, hint, drop, text, origin;
    std::vector<std::pair<std::string, std::string>> metadata;
    std::vector<Change> edits;
    bool fatal = false, has_layers = false, has_columns = false;
};

void check_declared(bool declared, const Access& access, const char* what, const char* key) {
    if (!declared)
        throw Error(fmt::format("{} {} without having declared it", access.stage, what),
                    fmt::format("write `{}` in the worker file", key));
}

const Access::Use* find(const Access& access, std::string_view layer,
                        std::initializer_list<LayerMode> modes) {
    for (const auto& use : access.uses)
        if (use.schema->name == layer && std::find(modes.begin(), modes.end(), use.mode) != modes.end())
            return &use;
    return nullptr;
}

[[noreturn]] void refuse_layer(const Access& access, std::string_view layer, const char* verb,
                               const char* keys) {
    throw Error(fmt::format("{} {} the layer '{}' without having declared it", access.stage, verb, layer),
                fmt::format("add it to {} in the worker file", keys));
}

// The document is bound by nothing meanwhile: what the stage declared is checked by hand.
class Unbound {
public:
    Unbound(Document& document, const Access& access) : document_(document), access_(access) {
        Access::enter(document_, nullptr, nullptr);
    }
    ~Unbound() { Access::enter(document_, &access_, nullptr); }
    Unbound(const Unbound&) = delete;
    Unbound& operator=(const Unbound&) = delete;

private:
    Document& document_;
    const Access& access_;
};

LayerSchema by_name(std::string_view name) {
    return {name, {}, {}, true};
}

// The layer whose new rows follow in a reply.
Layer* open_layer(Document& document, const Access& access, std::string_view name,
                  std::vector<std::string>& opened) {
    const auto* use = find(access, name, {LayerMode::write, LayerMode::write_if_absent, LayerMode::append});
    if (!use) refuse_layer(access, name, "writes", "`writes` or `appends`");
    if (std::find(opened.begin(), opened.end(), name) != opened.end())
        throw Error(fmt::format("the layer '{}' stands twice", name));
    opened.emplace_back(name);
    const auto schema = by_name(use->declared);
    if (use->mode == LayerMode::append)
        document.append(schema);
    else
        document.write(schema);
    const Unbound unbound(document, access);
    return &document.make_layer(use->schema);
}

// JSON holds no bytes that are not UTF-8: an id that has some comes back as it was sent.
bool same_id(const std::string& answered, const std::string& id) {
    if (answered == id) return true;
    std::string a, b;
    json::append_string(a, answered);
    json::append_string(b, id);
    return a == b;
}

// Columns that the stage adds to the layer, and no others of it.
void check_column(const Access& access, const Access::Use& use, std::string_view column) {
    for (const auto& declared : access.declared->layers)
        if (declared.mode == LayerMode::extend && declared.schema->name == use.declared &&
            declared.schema->find(column))
            return;
    throw Error(fmt::format("{} sets the column '{}' of '{}' without having declared it", access.stage,
                            column, use.schema->name),
                "add it to `extends` in the worker file");
}

void read_edit(Value value, std::vector<Change>& edits) {
    const auto refuse = [] {
        throw Error("an edit must be [begin, end, \"text\"]", "an empty text drops what stands there");
    };
    Change change;
    if (value.type() != ValueType::array) refuse();
    std::size_t count = 0;
    for (Value part : value.get_array()) {
        const bool text = count == 2;
        if (count > 2 || part.type() != (text ? ValueType::string : ValueType::number)) refuse();
        if (text)
            change.text = std::string_view(part.get_string());
        else if (part.get_uint64().get(count == 0 ? change.begin : change.end))
            refuse();
        ++count;
    }
    if (count != 3) refuse();
    edits.push_back(std::move(change));
}

void read_top(simdjson::ondemand::object reply, Top& top) {
    for (auto field : reply) {
        const std::string name(std::string_view(field.unescaped_key()));
        Value value = field.value();
        const auto words = [&] { return std::string(text_of(value, name)); };
        if (value.type() == ValueType::null) continue;
        if (name == "id") {
            top.id = words();
        } else if (name == "error") {
            top.error = words();
        } else if (name == "hint") {
            top.hint = words();
        } else if (name == "fatal") {
            expect(value, name, ValueType::boolean);
            top.fatal = value.get_bool();
        } else if (name == "drop") {
            top.drop = words();
        } else if (name == "text") {
            top.text = words();
        } else if (name == "origin") {
            top.origin = words();
        } else if (name == "edits") {
            expect(value, name, ValueType::array);
            for (Value edit : value.get_array()) read_edit(edit, top.edits);
        } else if (name == "metadata") {
            expect(value, name, ValueType::object);
            for (auto entry : value.get_object()) {
                std::string key(std::string_view(entry.unescaped_key()));
                top.metadata.emplace_back(std::move(key), as_text(entry.value()));
            }
        } else if (name == "layers") {
            expect(value, name, ValueType::object);
            top.has_layers = true;
        } else if (name == "columns") {
            expect(value, name, ValueType::object);
            top.has_columns = true;
        } else {
            throw Error(fmt::format("a reply has no member '{}'", name),
                        "its members: id, layers, columns, edits, text, origin, metadata, drop, error, hint");
        }
    }
}

void set_text(const Top& top, Document& document, const Access& access) {
    if (!top.text) return;
    if (!top.origin)
        throw Error("a reply with a 'text' lacks its 'origin', which says where the text came from",
                    "give 'edits' of the text that was sent instead, or see docs/formats.md for 'origin'");
    const auto map = offset_map_from_compact(*top.origin);
    if (map.text_size() != top.text->size())
        throw Error(fmt::format("the origin is that of a text of {} bytes, and the text has {}",
                                map.text_size(), top.text->size()));
    if (document.has_text()) {
        check_declared(access.declared->edits_text, access, "edits the text", "edits_text: true");
        document.apply(edit_from_map(document.text(), *top.text, map));
    } else {
        check_declared(access.declared->builds_text, access, "builds the text", "builds_text: true");
        document.build_text(builder_from_map(document.page(), *top.text, map));
    }
}

void carry_out_edits(const Top& top, Document& document, const Access& access, OffsetUnit unit) {
    if (top.edits.empty()) return;
    check_declared(access.declared->edits_text, access, "edits the text", "edits_text: true");
    if (!document.has_text()) throw Error("the document has no text to edit yet");
    OffsetTranslator offsets(document.text(), unit);
    const auto place = [&](std::uint64_t offset) {
        if (const auto byte = offsets.to_byte(offset)) return *byte;
        throw Error(fmt::format("an edit at {} lies {} (offsets in {})", offset,
                                offset > offsets.size() ? "behind the end of the text" : "inside a character",
                                to_string(unit)));
    };
    TextEdit edit(document.text());
    for (const auto& change : top.edits) {
        const Span range{place(change.begin), place(change.end)};
        if (range.begin > range.end)
            throw Error(fmt::format("an edit ends at {} before it begins at {}", change.end, change.begin));
        if (range.begin == range.end)
            edit.insert(range.begin, change.text);
        else if (change.text.empty())
            edit.drop(range);
        else
            edit.replace(range, change.text);
    }
    document.apply(edit);
}

void set_metadata(const Top& top, Document& document, const Access& access) {
    const auto& declared = access.declared->metadata_written;
    for (const auto& entry : top.metadata) {
        const auto& name = entry.first;
        const bool may = std::any_of(declared.begin(), declared.end(),
                                     [&](const auto& known) { return known == name || known == "*"; });
        if (!may)
            throw Error(
                fmt::format("{} sets the metadata '{}' without having declared it", access.stage, name),
                "add it to `writes_metadata` in the worker file");
        document.metadata.set(name, entry.second);
    }
}

// Columns of the layers that the stage extends; see docs/formats.md.
void read_columns(simdjson::ondemand::object layers, Document& document, const Access& access,
                  LayerReader& reader) {
    for (auto layer : layers) {
        const std::string_view name = layer.unescaped_key();
        const auto* use = find(access, name, {LayerMode::extend});
        if (!use) refuse_layer(access, name, "adds columns to", "`extends`");
        document.extend(by_name(use->declared));
        Layer* rows = nullptr;
        {
            const Unbound unbound(document, access);
            rows = &document.make_layer(use->schema);
        }
        Value columns = layer.value();
        expect(columns, name, ValueType::object);
        for (auto column : columns.get_object()) {
            const std::string_view title = column.unescaped_key();
            check_column(access, *use, title);
            reader.read_column(*rows, rows->column(title), column.value());
        }
    }
}

void read_layers(simdjson::ondemand::document& reply, const Top& top, Document& document,
                 const Access& access, OffsetUnit unit) {
    if (!document.has_text()) throw Error("rows have no text to stand in yet");
    std::vector<std::string> unknown, opened;
    LayerReader reader(document, unit, true, unknown);
    const auto member = [&](const char* name) {
        reply.rewind();
        return reply.get_object().find_field_unordered(name).get_object();
    };
    if (top.has_columns) read_columns(member("columns"), document, access, reader);
    if (top.has_layers)
        reader.read(member("layers"),
                    [&](std::string_view name) { return open_layer(document, access, name, opened); });
    reader.check_references();
    if (!unknown.empty())
        throw Error(fmt::format("{} writes '{}' without having declared it", access.stage, unknown.front()),
                    "add the column to the worker file");
}

}  // namespace

OtherDocument::OtherDocument(std::string answered)
    : Nonsense(answered.empty() ? "its worker answered without the document's id"
                                : fmt::format("its worker answered for another document, '{}'", answered),
               "each answer has the id of the document that was sent last"),
      id(std::move(answered)) {}

struct ReplyReader::Body {
    simdjson::ondemand::parser parser;
};

ReplyReader::ReplyReader() : body_(std::make_unique<Body>()) {}
ReplyReader::~ReplyReader() = default;

void ReplyReader::apply(std::string& reply, Document& document, const Access& access, OffsetUnit unit) {
    reply.reserve(reply.size() + simdjson::SIMDJSON_PADDING);
    try {
        auto json = body_->parser.iterate(reply.data(), reply.size(), reply.capacity()).value();
        if (json.type() != simdjson::ondemand::json_type::object)
            throw Nonsense("its worker answered with something that is no JSON object");
        Top top;
        read_top(json.get_object(), top);
        if (json.current_location().error() != simdjson::OUT_OF_BOUNDS)
            throw Nonsense("its worker wrote something behind its answer", "an answer is one line");
        if (!same_id(top.id, document.id)) throw OtherDocument(top.id);
        if (top.error && top.fatal) throw FatalError(*top.error, top.hint.value_or(""));
        if (top.error) throw Error(*top.error, top.hint.value_or(""));
        if (top.drop) return document.drop(*top.drop);
        set_text(top, document, access);
        if (top.has_layers || top.has_columns) read_layers(json, top, document, access, unit);
        carry_out_edits(top, document, access, unit);
        set_metadata(top, document, access);
    } catch (const simdjson::simdjson_error& error) {
        if (error.error() == simdjson::INCORRECT_TYPE)
            throw Error("a member of the answer is of another type than it should be", "see docs/formats.md");
        throw Nonsense(fmt::format("its worker answered with something that is no JSON: {}", error.what()));
    }
}

}  // namespace quern::host
