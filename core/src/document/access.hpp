// SPDX-License-Identifier: MIT
// What one stage of a plan may do with a document: its declaration, resolved.
#pragma once

#include <string>
#include <vector>

#include <quern/declaration.hpp>
#include <quern/document.hpp>
#include <quern/schema.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Made by the planner; the document looks into it while the stage runs.
struct Access {
    struct Use {
        std::string declared;  // the schema's name in the plugin
        LayerMode mode;
        SchemaPtr schema;  // the layer in full, under its name in this pipeline
    };
    std::string stage;                               // its name, for messages
    const Declaration::Content* declared = nullptr;  // outlives this
    bool is_reader = false;                          // it makes the document, as it likes
    std::vector<Use> uses{};

    // From now on the document is bound by `access` (null: by nothing) and lends the worker's memory (null:
    // its own).
    QUERN_API static void enter(Document& document, const Access* access, Scratch* scratch);
    // From now on every edit of the text is followed by `since`: the map from the text as it is to what
    // `since` maps to. Null ends it.
    QUERN_API static void follow_edits(Document& document, OffsetMap* since);
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
