// SPDX-License-Identifier: MIT
// Documents that have a bit of everything, for the golden tests of exporters.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <quern/document.hpp>
#include <quern/layers.hpp>
#include <quern/stage.hpp>
#include <quern/testing.hpp>

namespace quern::testing {

inline const Column sample_columns[] = {
    {"word", Type::string, "A string."},
    {"count", Type::integer, "An integer."},
    {"share", Type::number, "A number."},
    {"sure", Type::boolean, "A boolean."},
    {"where", Type::span, "A span."},
    {"of", Type::reference, "A reference.", "entities"},
    {"text", Type::string, "A name that a table has already."},
};
inline const LayerSchema sample_layer{"findings", "A bit of everything.", sample_columns};
inline const LayerSchema sample_without_rows{"nothings", "Never has rows."};
inline const Column sample_table_columns[] = {
    {"name", Type::string, "A name."},
    {"first", Type::reference, "The document that has it first.", "documents"},
};
inline const LayerSchema sample_table{"names", "A table over the corpus.", sample_table_columns, false};

// Text of one, two, three and four bytes a letter behind a cut of five bytes; every type, null, an empty
// string, quotation marks, commas, line breaks.
inline Document sample_document() {
    auto document = text_document(
        "MENU\nZo\xC3\xAB said \xE2\x80\x9Cyes, \"really\"\xE2\x80\x9D \xF0\x9F\x98\x80.\r\nThe end.");
    document.id = "a,\"b\".txt";
    document.uri = "file:///a";
    document.metadata.set("title", "A \"title\", with\na break");
    document.metadata.set("published", "2021-03-04");
    document.metadata.set("desk", "World, \"main\"");
    TextEdit edit(document.text());
    edit.drop({0, 5});
    document.apply(edit);

    const auto& text = document.text();
    const auto at = [&](const std::string& piece) {
        const auto begin = static_cast<std::uint32_t>(text.find(piece));
        return Span{begin, begin + static_cast<std::uint32_t>(piece.size())};
    };
    auto entities = document.write(layers::entities);
    const auto zoe = entities.add(at("Zo\xC3\xAB"))
                         .set("label", "PER")
                         .set("name", "Zo\xC3\xAB")
                         .set("entity", 1)
                         .set("confidence", 0.75)
                         .set("by", "rule")
                         .handle();
    auto findings = document.write(sample_layer);
    findings.add(at("yes, \"really\""))
        .set("word", "")
        .set("count", -7)
        .set("share", 0.1)
        .set("sure", true)
        .set("where", at("\xF0\x9F\x98\x80"))
        .refer("of", zoe)
        .set("text", "x\ny");
    findings.add(at("The end.")).set("sure", false).set("count", std::int64_t{9223372036854775807});
    document.write(sample_without_rows);
    document.finish_layers();
    return document;
}

inline Document plain_document() {
    auto document = text_document("Nothing here.");
    document.id = "b.txt";
    return document;
}

inline std::vector<Document> sample_documents() {
    std::vector<Document> documents;
    documents.push_back(sample_document());
    documents.push_back(plain_document());
    return documents;
}

inline OutputPlan sample_plan() {
    OutputPlan plan;
    for (const auto* layer : {&layers::entities, &sample_layer, &sample_without_rows})
        plan.layers.push_back(std::make_shared<const Schema>(*layer));
    plan.tables.push_back(std::make_shared<const Schema>(sample_table));
    plan.pipeline_file = "sample.yaml";
    plan.pipeline_text = "quern: 1\ntitle: \"It's a sample\"\n";
    plan.versions = {{"quern", "0.1.0"}, {"export", "1"}};
    return plan;
}

// The rows of the table over the corpus.
inline void fill_sample_table(Layer& table) {
    RowWriter(table, table.add({})).set("name", "Zo\xC3\xAB").refer("first", 1);
    RowWriter(table, table.add({})).set("name", "Nobody");
}

}  // namespace quern::testing
