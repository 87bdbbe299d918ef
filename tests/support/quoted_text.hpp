// SPDX-License-Identifier: MIT
// What quote.speech finds in a text, its names tagged.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <quern/testing.hpp>

namespace quern::testing {

inline Document quoted_text(std::string text, bool rules_only = false) {
    static StageRunner segment("segment_text", "segment.text"), tag("tag_entities", "tag.entities"),
        quote("quote_speech", "quote.speech"), rules("quote_speech", "quote.speech");
    static const bool once = (rules.set("rules_only", true), true);
    static_cast<void>(once);
    auto document = text_document(std::move(text));
    segment.process(document);
    tag.process(document);
    (rules_only ? rules : quote).process(document);
    return document;
}

// A row of quotes as "kind|text|speaker's name".
inline std::vector<std::string> quotations_in(const Document& document) {
    std::vector<std::string> result;
    for (const auto row : *document.find_layer("quotes"))
        result.push_back(std::string(row.string("kind")) + "|" + std::string(row.text()) + "|" +
                         std::string(row.string("speaker_name")));
    return result;
}

}  // namespace quern::testing
