// SPDX-License-Identifier: MIT
// What writers and readers of documents as NDJSON share beyond JSON itself: the compact form of an offset
// map, and the schema file that stands beside the records.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <quern/abi.hpp>
#include <quern/offset_map.hpp>
#include <quern/output.hpp>
#include <quern/schema.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// An offset map as a string of steps through text and source at once, each a sign and a decimal number:
//
//     =12    12 bytes of the text are the next 12 of the source
//     ~2:5   2 bytes of the text stand for the next 5 of the source
//     +1     1 byte of the text stands for none
//     >7     the next 7 bytes of the source are left out
//     <5     the source goes back by 5 bytes: two pieces stand for the same ones
QUERN_API std::string compact(const OffsetMap& map);
// The way back; an Error that says what is wrong.
QUERN_API OffsetMap offset_map_from_compact(std::string_view steps);

// Members that a row of a layer has, whatever the layer; no attribute can bear these names.
inline constexpr std::string_view row_members[] = {"begin", "end", "source_begin", "source_end", "text"};

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
