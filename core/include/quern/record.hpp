// SPDX-License-Identifier: MIT
// Documents as NDJSON, one JSON object a line: writing and reading a record, the compact form of an offset
// map, and the schema file that stands beside the records. docs/formats.md has it in full.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <quern/abi.hpp>
#include <quern/document.hpp>
#include <quern/offset_map.hpp>
#include <quern/output.hpp>
#include <quern/schema.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// An offset map as a string of steps through text and source at once, each a sign and a decimal number:
//
//     =12    12 bytes of the text are the next 12 of the source
//     ~2:5   2 bytes of the text stand for the next 5 of the source
//     ~2:1*7 seven times in a row, 2 bytes of the text stand for the next one of the source
//     +1     1 byte of the text stands for none
//     >7     the next 7 bytes of the source are left out
//     <5     the source goes back by 5 bytes: two pieces stand for the same ones
QUERN_API std::string compact(const OffsetMap& map);
// The way back; an Error that says what is wrong.
QUERN_API OffsetMap offset_map_from_compact(std::string_view steps);

// Members that a row of a layer has, whatever the layer; no attribute can bear these names.
inline constexpr std::string_view row_members[] = {"begin", "end", "source_begin", "source_end", "text"};

// Writes documents as records. Holds what is the same for every document: which layers, and the bytes of
// their names. Safe to share by threads.
class QUERN_API RecordWriter {
public:
    // `traced` records say where in the source the text and each row stand.
    // An Error where an attribute has the name of a member that every row has.
    RecordWriter(const std::vector<SchemaPtr>& layers, OffsetUnit unit, bool traced = true);
    ~RecordWriter();
    RecordWriter(RecordWriter&&) noexcept;
    RecordWriter& operator=(RecordWriter&&) noexcept;

    // The line of a document, with its line break. A document without a text is written with its page, as
    // `html`, and without layers.
    std::string record(const Document& document) const;

    // The member `layers` alone: {"quotes": […], …} of layers that stand in the document's text.
    std::string layers(const Document& document, const std::vector<const Layer*>& layers) const;

    // The lines of a table's rows.
    static std::string rows(const Layer& table);

private:
    struct Form;
    class Line;
    static Form form_of(const Schema& schema);

    std::vector<Form> layers_;
    OffsetUnit unit_;
    bool traced_;
};

// What a reader is told about the records.
struct RecordRules {
    std::vector<SchemaPtr> layers;
    std::vector<std::string> keep_members;  // of a record, to become metadata
    bool check_text = true;                 // of rows, against the document's
};

// Reads records into documents. Owns a parser and its memory: one a thread.
class QUERN_API RecordReader {
public:
    RecordReader();
    ~RecordReader();

    // Room that the parser wants behind the bytes of a record: a string with so much capacity is not copied.
    static const std::size_t padding;

    // Fills the document, and `ignored` with the names of members that no one knows. Throws an Error that
    // says what is wrong.
    void read(std::string& json, OffsetUnit unit, const RecordRules& rules, Document& document,
              std::vector<std::string>& ignored);

private:
    struct Body;
    std::unique_ptr<Body> body_;
};

// What the schema file says of the records beside it.
struct RecordFormat {
    OffsetUnit offsets = OffsetUnit::code_points;
    std::vector<SchemaPtr> layers;
    std::vector<SchemaPtr> tables;
};

// Of out.ndjson and out.ndjson.gz: out.schema.json.
QUERN_API std::filesystem::path record_format_path(const std::filesystem::path& records);
// Of out.ndjson.gz and the table speakers: out.speakers.ndjson.gz.
QUERN_API std::filesystem::path record_table_path(const std::filesystem::path& records,
                                                  std::string_view table);
QUERN_API std::string to_json(const RecordFormat& format);
// An Error that says what is wrong with it.
QUERN_API RecordFormat record_format_from_json(std::string_view json);

// The schemas of both, each with the attributes of both; an Error where an attribute has two types.
QUERN_API std::vector<SchemaPtr> joined(std::vector<SchemaPtr> some, const std::vector<SchemaPtr>& more);

}  // namespace quern::inline QUERN_ABI_NAMESPACE
