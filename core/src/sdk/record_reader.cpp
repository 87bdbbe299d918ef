// SPDX-License-Identifier: MIT
#include <quern/record.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include "sdk/layer_reader.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

enum class Member { id, uri, media_type, metadata, text, html, origin, layers, unknown };
constexpr std::string_view names[] = {"id",   "uri",  "media_type", "metadata",
                                      "text", "html", "origin",     "layers"};

Member member_of(std::string_view name) {
    return static_cast<Member>(std::find(std::begin(names), std::end(names), name) - std::begin(names));
}

std::string id_of(Value& value) {
    if (value.type() == ValueType::string || value.type() == ValueType::number) return as_text(value);
    if (value.type() != ValueType::null) wrong_type("id", "a text or a number", value.type());
    return {};
}

Layer* new_layer(Document& document, const RecordRules& rules, std::string_view name) {
    const auto schema = std::find_if(rules.layers.begin(), rules.layers.end(),
                                     [&](const SchemaPtr& known) { return known->name == name; });
    if (schema == rules.layers.end()) return nullptr;
    if (document.find_layer(name)) throw Error(fmt::format("the layer '{}' stands twice", name));
    return &document.make_layer(*schema);
}

void set_once(Metadata& to, std::string_view name, std::string_view value) {
    if (to.has(name)) throw Error(fmt::format("the metadata '{}' stands twice", name));
    to.set(name, value);
}

}  // namespace

struct RecordReader::Body {
    struct Members;
    void read_members(simdjson::ondemand::object record, Members& members);
    void read_metadata(Value metadata, Metadata& to) const;
    void read(std::string& json, OffsetUnit unit, const RecordRules& rules, Document& document,
              std::vector<std::string>& ignored);

    simdjson::ondemand::parser parser;
};

RecordReader::RecordReader() : body_(std::make_unique<Body>()) {}
RecordReader::~RecordReader() = default;
const std::size_t RecordReader::padding = simdjson::SIMDJSON_PADDING;

void RecordReader::read(std::string& json, OffsetUnit unit, const RecordRules& rules, Document& document,
                        std::vector<std::string>& ignored) {
    body_->read(json, unit, rules, document, ignored);
}

// What a record says, as far as it stands at the top.
struct RecordReader::Body::Members {
    const RecordRules& rules;
    Document& document;
    std::vector<std::string>& ignored;

    std::optional<std::string> uri, text, html, origin;
    std::string id;
    bool has_layers = false, has_media_type = false;

    void give_text();
};

void RecordReader::Body::Members::give_text() {
    if (!text && !html) throw Error("the record has neither 'text' nor 'html'");
    if (origin && !text) throw Error("the record has an 'origin' but no 'text'");
    if (!text) {
        if (!has_media_type) document.media_type = "text/html";
        return document.set_source(std::move(*html));
    }
    if (!origin) {
        if (html) ignored.push_back("html");  // nothing says where in the page the text stands
        document.set_source(std::move(*text));
        return document.set_text_from_page();
    }
    auto map = offset_map_from_compact(*origin);
    if (map.text_size() != text->size())
        throw Error(fmt::format("the origin is that of a text of {} bytes, and the text has {}",
                                map.text_size(), text->size()));
    if (html) document.set_source(std::move(*html));
    document.restore_text(std::move(*text), std::move(map));
}

void RecordReader::Body::read_metadata(Value metadata, Metadata& to) const {
    if (metadata.type() == ValueType::null) return;
    expect(metadata, "metadata", ValueType::object);
    for (auto field : metadata.get_object()) {
        const std::string name(std::string_view(field.unescaped_key()));
        set_once(to, name, as_text(field.value()));
    }
}

void RecordReader::Body::read_members(simdjson::ondemand::object record, Members& members) {
    unsigned seen = 0;
    auto& document = members.document;
    for (auto field : record) {
        const std::string_view name = field.unescaped_key();
        const auto member = member_of(name);
        const unsigned bit = 1u << static_cast<unsigned>(member);
        if (member != Member::unknown && std::exchange(seen, seen | bit) & bit)
            throw Error(fmt::format("the member '{}' stands twice", name));
        Value value = field.value();
        switch (member) {
            case Member::id:
                members.id = id_of(value);
                break;
            case Member::uri:
                members.uri = text_of(value, name);
                break;
            case Member::media_type:
                document.media_type = text_of(value, name);
                members.has_media_type = true;
                break;
            case Member::metadata:
                read_metadata(value, document.metadata);
                break;
            case Member::text:
                members.text = text_of(value, name);
                break;
            case Member::html:
                members.html = text_of(value, name);
                break;
            case Member::origin:
                members.origin = text_of(value, name);
                break;
            case Member::layers:
                members.has_layers = value.type() != ValueType::null;
                if (members.has_layers) expect(value, name, ValueType::object);
                break;
            case Member::unknown:
                const auto& keep = members.rules.keep_members;
                if (std::find(keep.begin(), keep.end(), name) != keep.end())
                    set_once(document.metadata, std::string(name), as_text(value));
                else
                    members.ignored.emplace_back(name);
        }
    }
}

void RecordReader::Body::read(std::string& json, OffsetUnit unit, const RecordRules& rules,
                              Document& document, std::vector<std::string>& ignored) {
    json.reserve(json.size() + simdjson::SIMDJSON_PADDING);
    simdjson::ondemand::document record;
    bool begun = false;
    const auto here = [&]() -> std::string {
        const char* at = nullptr;
        if (!begun || record.current_location().get(at)) return {};
        if (at < json.data() || at >= json.data() + json.size()) return "near its end";
        return fmt::format("near byte {} of the line", at - json.data() + 1);
    };
    try {
        record = parser.iterate(json.data(), json.size(), json.capacity());
        begun = true;
        if (const ValueType type = record.type(); type != ValueType::object)
            throw Error(fmt::format("a record must be an object, and this is {}", in_words(type)),
                        "read.json takes one document a line (NDJSON)");
        Members members{rules, document, ignored, {}, {}, {}, {}, {}};
        read_members(record.get_object(), members);
        if (record.current_location().error() != simdjson::OUT_OF_BOUNDS)
            throw Error("something stands behind the record", "a line holds one record");
        members.give_text();
        if (members.has_layers && document.has_text()) {
            record.rewind();
            LayerReader reader(document, unit, rules.check_text, ignored);
            reader.read(
                record.get_object().find_field(names[static_cast<std::size_t>(Member::layers)]).get_object(),
                [&](std::string_view name) { return new_layer(document, rules, name); });
            reader.check_references();
        } else if (members.has_layers) {
            ignored.push_back("layers");  // there is no text yet for them to stand in
        }
        // Last: a record that cannot be read goes by its line.
        if (!members.id.empty()) document.id = std::move(members.id);
        if (members.uri) document.uri = std::move(*members.uri);
    } catch (const simdjson::simdjson_error& error) {
        throw Error(fmt::format("not valid JSON: {}", error.what()), here());
    }
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
