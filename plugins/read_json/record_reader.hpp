// SPDX-License-Identifier: MIT
// Reads one record into a document.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include <quern/document.hpp>
#include <quern/output.hpp>

#include "json_value.hpp"
#include "layer_reader.hpp"

namespace read_json {

// Owns a parser and its memory: one a thread.
class RecordReader {
public:
    // Fills the document, and `ignored` with the names of members that no one knows. `json` is given the room
    // behind it that the parser wants. Throws an Error that says what is wrong.
    void read(std::string& json, quern::OffsetUnit unit, const Rules& rules, quern::Document& document,
              std::vector<std::string>& ignored);

private:
    struct Members;
    void read_members(simdjson::ondemand::object record, Members& members);
    void read_metadata(Value metadata, quern::Metadata& to) const;

    simdjson::ondemand::parser parser_;
};

}  // namespace read_json
