// SPDX-License-Identifier: MIT
// Guesses the layers of records that have no schema file, from a look at the first of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include <quern/schema.hpp>

namespace read_json {

using Value = simdjson::ondemand::value;
using ValueType = simdjson::ondemand::json_type;

// A layer with the name of a standard layer is that one, with what attributes it has beyond; others are what
// they seem.
class Inference {
public:
    // Looks at every line; those that are no records are left to be reported when they are read.
    void look_at(std::string_view lines);
    std::vector<quern::SchemaPtr> layers() const;

private:
    void look_at_record(std::string_view line);
    void look_at_row(quern::Schema& schema, simdjson::ondemand::object row);
    quern::Schema& layer(std::string_view name);

    simdjson::ondemand::parser parser_;
    std::string line_;  // with the room that the parser wants
    std::vector<quern::Schema> layers_;
};

}  // namespace read_json
