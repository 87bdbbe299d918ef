// SPDX-License-Identifier: MIT
// One text with its metadata, its source bytes and its layers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <quern/abi.hpp>
#include <quern/edit.hpp>
#include <quern/error.hpp>
#include <quern/layer.hpp>
#include <quern/layers.hpp>
#include <quern/offset_map.hpp>
#include <quern/schema.hpp>
#include <quern/span.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

struct Access;  // what the running stage declared; the host's
class Scratch;  // memory of one worker thread; the host's

// Names and values in the order they were first set. The fixed names are title, author, published, site,
// language, url. While a stage runs, setting a name of the document that the stage did not declare is an
// Error; a copy belongs to nobody and takes any name.
class QUERN_API Metadata {
public:
    using Entry = std::pair<std::string, std::string>;

    Metadata() = default;
    Metadata(const Metadata& other) : entries_(other.entries_) {}
    Metadata(Metadata&&) noexcept = default;

    // The value, or empty where the name is not set.
    std::string_view get(std::string_view name) const;
    bool has(std::string_view name) const;
    // Sets or replaces. An empty value removes the name.
    void set(std::string_view name, std::string_view value);
    // Sets only where the name has no value yet.
    void set_default(std::string_view name, std::string_view value);

    bool empty() const { return entries_.empty(); }
    auto begin() const { return entries_.begin(); }
    auto end() const { return entries_.end(); }
    friend bool operator==(const Metadata& a, const Metadata& b) { return a.entries_ == b.entries_; }

private:
    friend class Document;
    friend struct Access;
    Metadata& operator=(Metadata&&) noexcept = default;
    void check(std::string_view name) const;

    std::vector<Entry> entries_;
    const Access* access_ = nullptr;
};

// Its address stands for T in one plugin. Hidden: otherwise the loader makes one of the keys of all plugins
// whose T have one name, and they get each other's memory.
template <class T>
struct QUERN_OWN ScratchKey {
    static constexpr char key = 0;
};

// A document passes from reader to exporter through one thread at a time; nothing in it is locked.
//
// Three texts, each mapped to the one before:
//   source  the bytes as read: a page in any encoding, a text file, a record
//   page    the source as valid UTF-8; the same bytes wherever they are valid UTF-8 already
//   text    the clean text; made of the page by set_text_from_page() (plain text) or build_text() (HTML),
//   then edited
class QUERN_API Document {
public:
    Document();
    ~Document();
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;

    std::string id;  // the reader's: a stage that changes it is in error
    std::string uri;
    std::string media_type = "text/plain";
    quern::Metadata metadata;

    const std::string& source() const;
    std::string_view page() const;
    // Empty until has_text().
    const std::string& text() const;
    bool has_text() const;
    // Text to source: where each byte of the text came from.
    const OffsetMap& origin() const;
    // The bytes of the source that account for `span` of the text.
    Span source_span(Span span) const { return origin().to_source(span); }

    // While a stage runs, all that changes the document is checked against what the stage declared: an Error
    // names the declaration that is missing.

    // For readers. The source must be set first. `to_source` maps the page to the source.
    void set_source(std::string bytes);
    void set_page(std::string utf8, OffsetMap to_source);
    // A text whose origin is known already: read.json's way back.
    void restore_text(std::string text, OffsetMap origin);

    // For readers, and for cleaners that build the text. Takes the page for the text, as it is.
    void set_text_from_page();

    // For cleaners. Both keep the origin exact; apply() moves, clips or drops the rows of all layers. The
    // edit must be of text() as it stands.
    void build_text(TextBuilder built);
    void apply(const TextEdit& edit);

    // Layers.
    LayerView read(const LayerSchema& layer) const;  // an Error where a needed layer is missing
    LayerWriter write(
        const LayerSchema& layer);  // creates it, empty; replaces one that came with the document
    LayerWriter append(const LayerSchema& layer);   // adds rows; creates it where missing
    ColumnWriter extend(const LayerSchema& layer);  // sets columns that the stage added to an existing layer
    bool has_layer(std::string_view name) const;

    // Takes the document out of the run. The reason is counted in the report; keep it short and the same for
    // all documents that share it. Later stages are not run.
    void drop(std::string reason);
    const std::optional<std::string>& dropped() const;

    // Memory that this worker thread keeps from document to document, made when first asked for, one T a
    // plugin. It holds whatever the last use left in it: clear before use.
    template <class T>
    QUERN_OWN T& scratch() const {
        return *static_cast<T*>(
            scratch(&ScratchKey<T>::key, [] { return std::shared_ptr<void>(std::make_shared<T>()); }));
    }

    // For exporters and the host: every layer, in the order of creation.
    const std::vector<std::unique_ptr<Layer>>& all_layers() const;
    const Layer* find_layer(std::string_view name) const;
    // A layer with this schema, made where missing: for readers and the host. Columns it lacks are added.
    Layer& make_layer(const SchemaPtr& schema);
    // Sorts what was written and renumbers references. The host calls it after each stage and after the
    // reader.
    void finish_layers();
    // Rows that edits of the text dropped, by layer.
    const std::vector<std::pair<std::string, std::size_t>>& lost_rows() const;

private:
    friend struct Access;
    struct Body;
    void* scratch(const void* key, std::shared_ptr<void> (*make)()) const;
    std::unique_ptr<Body> body_;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
