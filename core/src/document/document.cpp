// SPDX-License-Identifier: MIT
#include <quern/document.hpp>

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "document/access.hpp"
#include "document/scratch.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

struct Document::Body {
    std::string source;
    std::string page;      // only where it differs from the source
    bool recoded = false;  // page is in use
    OffsetMap page_origin;
    std::string text;
    bool has_text = false;
    OffsetMap origin;

    std::pmr::monotonic_buffer_resource arena;
    std::vector<std::unique_ptr<Layer>> layers;
    std::vector<Layer*> unfinished;  // handed out for writing since the last finish_layers()
    std::vector<std::pair<std::string, std::size_t>> lost;
    std::optional<std::string> dropped;

    OffsetMap* since = nullptr;  // see Access::follow_edits()
    const Access* access = nullptr;
    Scratch* scratch = nullptr;
    Scratch own_scratch;

    // The use of that layer which the running stage declared; null where nothing is checked.
    const Access::Use* declared(std::string_view layer, std::initializer_list<LayerMode> modes,
                                const char* verb) const;
    std::string resolved(std::string_view layer) const;
    // The running stage, where it is bound by what it declared; null for readers and the host.
    const Access* bound() const { return access && !access->is_reader ? access : nullptr; }
    void check_reader(const char* act, const char* hint) const;
    void check_builder() const;
    const Layer* find(std::string_view name) const;
    Layer& make(const SchemaPtr& schema);
    Layer& opened(Layer& layer);
    void lose(const Layer& layer, std::size_t rows);
};

namespace {

void check_size(std::size_t bytes, const char* what) {
    if (bytes > std::numeric_limits<std::uint32_t>::max())
        throw Error(fmt::format("the {} has {} bytes; a document is below 4 GiB", what, bytes));
}

// The fields of `have` and those of `want` that it lacks; null where it lacks none.
SchemaPtr widened(const Schema& have, const Schema& want) {
    auto wider = have;
    for (const auto& field : want.fields) {
        const auto at = have.find(field.name);
        if (!at) {
            wider.fields.push_back(field);
        } else if (have.fields[*at].type != field.type) {
            throw Error(fmt::format("the column {} of {} holds {} values in this document, {} were expected",
                                    field.name, have.name, to_string(have.fields[*at].type),
                                    to_string(field.type)));
        }
    }
    if (wider.fields.size() == have.fields.size()) return nullptr;
    return std::make_shared<const Schema>(std::move(wider));
}

}  // namespace

const Access::Use* Document::Body::declared(std::string_view layer, std::initializer_list<LayerMode> modes,
                                            const char* verb) const {
    if (!access) return nullptr;
    for (const auto& use : access->uses)
        if (use.declared == layer &&
            (modes.size() == 0 || std::find(modes.begin(), modes.end(), use.mode) != modes.end()))
            return &use;
    throw Error(fmt::format("{} {}s the layer '{}' without having declared it", access->stage, verb, layer),
                fmt::format("call {}s() with that layer in declare()", verb));
}

void Document::Body::check_reader(const char* act, const char* hint) const {
    if (bound()) throw Error(fmt::format("{} {}, which only a reader may", access->stage, act), hint);
}

void Document::Body::check_builder() const {
    if (!bound()) return;
    if (!access->declared->builds_text)
        throw Error(fmt::format("{} builds the text without having declared it", access->stage),
                    "call builds_text() in declare()");
    if (has_text) throw Error("the document has a text already", "change it with a TextEdit");
}

std::string Document::Body::resolved(std::string_view layer) const {
    if (access)
        for (const auto& use : access->uses)
            if (use.declared == layer) return use.schema->name;
    return std::string(layer);
}

const Layer* Document::Body::find(std::string_view name) const {
    for (const auto& layer : layers)
        if (layer->name() == name) return layer.get();
    return nullptr;
}

Layer& Document::Body::make(const SchemaPtr& schema) {
    for (auto& layer : layers) {
        if (layer->name() != schema->name) continue;
        if (layer->schema_ptr() != schema)
            if (auto wider = widened(layer->schema(), *schema)) layer->adopt(std::move(wider));
        return *layer;
    }
    return *layers.emplace_back(std::make_unique<Layer>(schema, text, arena));
}

Layer& Document::Body::opened(Layer& layer) {
    if (std::find(unfinished.begin(), unfinished.end(), &layer) == unfinished.end())
        unfinished.push_back(&layer);
    return layer;
}

void Document::Body::lose(const Layer& layer, std::size_t rows) {
    for (auto& [name, count] : lost)
        if (name == layer.name()) {
            count += rows;
            return;
        }
    lost.emplace_back(layer.name(), rows);
}

Document::Document() : body_(std::make_unique<Body>()) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

const std::string& Document::source() const {
    return body_->source;
}
std::string_view Document::page() const {
    return body_->recoded ? body_->page : body_->source;
}
const std::string& Document::text() const {
    return body_->text;
}
bool Document::has_text() const {
    return body_->has_text;
}
const OffsetMap& Document::origin() const {
    return body_->origin;
}

void Document::set_source(std::string bytes) {
    body_->check_reader("sets the source", "build the text with build_text(), or change it with apply()");
    check_size(bytes.size(), "source");
    body_->source = std::move(bytes);
}

void Document::set_page(std::string utf8, OffsetMap to_source) {
    body_->check_reader("sets the page", "build the text with build_text(), or change it with apply()");
    check_size(utf8.size(), "page");
    body_->page = std::move(utf8);
    body_->page_origin = std::move(to_source);
    body_->recoded = true;
}

void Document::set_text_from_page() {
    auto& body = *body_;
    body.check_builder();
    body.text = page();
    body.origin =
        body.recoded ? body.page_origin : OffsetMap::identity(static_cast<std::uint32_t>(body.text.size()));
    body.has_text = true;
}

void Document::restore_text(std::string text, OffsetMap origin) {
    body_->check_reader("sets the text", "build it with build_text(), or change it with apply()");
    check_size(text.size(), "text");
    body_->text = std::move(text);
    body_->origin = std::move(origin);
    body_->has_text = true;
}

void Document::build_text(TextBuilder built) {
    auto& body = *body_;
    body.check_builder();
    if (body.has_text) throw Error("the document has a text already", "change it with a TextEdit");
    check_size(built.text_.size(), "text");
    body.text = std::move(built.text_);
    body.origin = body.recoded ? built.map_.after(body.page_origin) : std::move(built.map_);
    body.has_text = true;
}

void Document::apply(const TextEdit& edit) {
    auto& body = *body_;
    if (body.bound() && !body.access->declared->edits_text)
        throw Error(fmt::format("{} edits the text without having declared it", body.access->stage),
                    "call edits_text() in declare()");
    if (edit.text_.data() != body.text.data() || edit.text_.size() != body.text.size())
        throw Error("the edit is of another text than the document's",
                    "make a TextEdit of text(), and a new one after each apply()");
    if (edit.empty()) return;
    finish_layers();
    auto result = edit.result();
    const auto moves = edit.moves();
    check_size(result.text.size(), "text");
    body.text = std::move(result.text);
    if (body.since) *body.since = result.map.after(*body.since);
    body.origin = result.map.after(body.origin);
    for (auto& layer : body.layers) {
        const auto before = layer->size();
        const auto numbers = layer->move_rows(moves);
        if (numbers.empty()) continue;
        body.lose(*layer, before - layer->size());
        for (auto& other : body.layers) other->renumber_references(layer->name(), numbers);
    }
    // Clipping can leave rows that begin together in another order.
    for (auto& layer : body.layers) body.opened(*layer);
    finish_layers();
}

LayerView Document::read(const LayerSchema& layer) const {
    const auto* use = body_->declared(layer.name, {}, "read");
    const auto name = use ? std::string_view(use->schema->name) : layer.name;
    if (const auto* found = body_->find(name)) return LayerView(found);
    if (use && use->mode != LayerMode::read) return {};
    throw Error(fmt::format("the document has no layer '{}'", name),
                "put a stage that writes it in front, or take documents that bring it");
}

LayerWriter Document::write(const LayerSchema& layer) {
    auto& body = *body_;
    const auto* use = body.declared(layer.name, {LayerMode::write, LayerMode::write_if_absent}, "write");
    const auto schema = use ? use->schema : std::make_shared<const Schema>(layer);
    const auto same = [&](const auto& known) { return known->name() == schema->name; };
    const auto old = std::find_if(body.layers.begin(), body.layers.end(), same);
    if (old != body.layers.end()) {
        if (use && use->mode == LayerMode::write_if_absent)
            throw Error(fmt::format("the document has a layer '{}' already", schema->name),
                        "ask has_layer() first");
        std::erase(body.unfinished, old->get());
        body.layers.erase(old);
        for (auto& other : body.layers) other->renumber_references(schema->name, {});
    }
    return LayerWriter(body.opened(body.make(schema)));
}

LayerWriter Document::append(const LayerSchema& layer) {
    auto& body = *body_;
    const auto* use = body.declared(layer.name, {LayerMode::append}, "append");
    auto& rows = body.opened(body.make(use ? use->schema : std::make_shared<const Schema>(layer)));
    return LayerWriter(rows, static_cast<RowNumber>(rows.size()));
}

ColumnWriter Document::extend(const LayerSchema& layer) {
    auto& body = *body_;
    const auto* use = body.declared(layer.name, {LayerMode::extend}, "extend");
    const auto name = use ? std::string_view(use->schema->name) : layer.name;
    if (!body.find(name))
        throw Error(fmt::format("the document has no layer '{}' to add columns to", name),
                    "put a stage that writes it in front");
    return ColumnWriter(body.opened(body.make(use ? use->schema : std::make_shared<const Schema>(layer))));
}

bool Document::has_layer(std::string_view name) const {
    return body_->find(body_->resolved(name)) != nullptr;
}

void Document::drop(std::string reason) {
    if (!body_->dropped) body_->dropped = std::move(reason);
}
const std::optional<std::string>& Document::dropped() const {
    return body_->dropped;
}

const std::vector<std::unique_ptr<Layer>>& Document::all_layers() const {
    return body_->layers;
}
const Layer* Document::find_layer(std::string_view name) const {
    return body_->find(name);
}
Layer& Document::make_layer(const SchemaPtr& schema) {
    body_->check_reader("makes a layer by make_layer()",
                        "call write() or append(), and writes() or appends() in declare()");
    if (body_->access && !body_->access->declared->brings_layers)
        throw Error(fmt::format("{} brings the layer '{}' without having declared that documents may",
                                body_->access->stage, schema->name),
                    "call brings_layers() in declare()");
    return body_->opened(body_->make(schema));
}

void Document::finish_layers() {
    for (auto* layer : body_->unfinished) {
        const auto numbers = layer->sort();
        if (numbers.empty()) continue;
        for (auto& other : body_->layers) other->renumber_references(layer->name(), numbers);
    }
    body_->unfinished.clear();
}

const std::vector<std::pair<std::string, std::size_t>>& Document::lost_rows() const {
    return body_->lost;
}

void Access::enter(Document& document, const Access* access, Scratch* scratch) {
    document.body_->access = access;
    document.body_->scratch = scratch;
    document.metadata.access_ = access;
}

void Access::follow_edits(Document& document, OffsetMap* since) {
    document.body_->since = since;
}

void* Document::scratch(const void* key, std::shared_ptr<void> (*make)()) const {
    return (body_->scratch ? body_->scratch : &body_->own_scratch)->get(key, make);
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
