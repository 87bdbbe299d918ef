// SPDX-License-Identifier: MIT
// What one stage of a plan may do with a document: its declaration, resolved.
#pragma once

#include <string>
#include <vector>

#include <quern/declaration.hpp>
#include <quern/schema.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Made by the planner, read by Document::read() and its like while the stage runs.
struct Access {
    struct Use {
        std::string declared;  // the schema's name in the plugin
        LayerMode mode;
        SchemaPtr schema;  // the layer in full, under its name in this pipeline
    };
    std::string stage;  // its name, for messages
    std::vector<Use> uses;
    bool edits_text = false, builds_text = false;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
