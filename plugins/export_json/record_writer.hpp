// SPDX-License-Identifier: MIT
// One document, or one row of a table, as one line of JSON.
#pragma once

#include <string>
#include <vector>

#include <quern/document.hpp>
#include <quern/output.hpp>
#include <quern/schema.hpp>

namespace export_json {

// Holds what is the same for every document: which layers, and the bytes of their names. Safe to share by
// threads.
class RecordWriter {
public:
    // An Error where an attribute has the name of a member that every row has.
    RecordWriter(const std::vector<quern::SchemaPtr>& layers, quern::OffsetUnit unit);

    // The line of a document, with its line break.
    std::string record(const quern::Document& document) const;

    // The lines of a table's rows.
    static std::string rows(const quern::Layer& table);

private:
    struct Form {  // of a layer
        std::string name;
        std::string key;                      // "name":
        std::vector<std::string> attributes;  // their names
        std::vector<std::string> keys;        // ,"attribute":
    };
    class Line;
    static Form form_of(const quern::Schema& schema);

    std::vector<Form> layers_;
    quern::OffsetUnit unit_;
};

}  // namespace export_json
