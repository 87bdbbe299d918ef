// SPDX-License-Identifier: MIT
// Documents made of quotations, and what corpus.quotes makes of them.
#pragma once

#include <map>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include <quern/testing.hpp>

namespace quern::testing {

struct Quote {
    std::string text;  // pieces with " | " between them; strings in marks of a mixed one in { }
    std::string speaker = "Angela Okafor";
    std::string kind = "direct", speaker_kind = "named", key{};
};

// A document whose text is its quotations, a piece a line.
inline Document telling_document(const std::string& id, const std::vector<Quote>& quotes) {
    struct Piece {
        Span span;
        std::size_t quote;
    };
    std::string text;
    std::vector<Piece> pieces;
    std::vector<Piece> strings;
    for (std::size_t q = 0; q < quotes.size(); ++q) {
        std::size_t at = 0;
        while (at != std::string::npos) {
            const auto end = quotes[q].text.find(" | ", at);
            const auto begin = static_cast<std::uint32_t>(text.size());
            std::uint32_t opened = 0;
            for (const char c : quotes[q].text.substr(at, end == std::string::npos ? end : end - at)) {
                if (c == '{')
                    opened = static_cast<std::uint32_t>(text.size());
                else if (c == '}')
                    strings.push_back({{opened, static_cast<std::uint32_t>(text.size())}, pieces.size()});
                else
                    text += c;
            }
            pieces.push_back({{begin, static_cast<std::uint32_t>(text.size())}, q});
            text += '\n';
            at = end == std::string::npos ? end : end + 3;
        }
    }
    auto document = text_document(text);
    document.id = id;
    auto& entities = document.make_layer(std::make_shared<Schema>(layers::entities));
    auto& rows = document.make_layer(std::make_shared<Schema>(layers::quotes));
    auto& quoted = document.make_layer(std::make_shared<Schema>(layers::quoted));
    for (const auto& piece : pieces) {
        const auto& quote = quotes[piece.quote];
        RowWriter row(rows, rows.add(piece.span));
        row.set("kind", std::string_view(quote.kind));
        row.set("quotation", static_cast<std::int64_t>(piece.quote + 1));
        if (!quote.speaker.empty()) {
            row.set("speaker_name", std::string_view(quote.speaker));
            row.set("speaker_kind", std::string_view(quote.speaker_kind));
        }
        if (!quote.key.empty()) {
            RowWriter entity(entities, entities.add(piece.span));
            entity.set("key", std::string_view(quote.key));
            row.refer("speaker_entity", entity.handle());
        }
    }
    for (const auto& string : strings) {
        RowWriter row(quoted, quoted.add(string.span));
        row.set("use", "partial");
        row.refer("quote", static_cast<RowNumber>(string.quote));
    }
    document.finish_layers();
    return document;
}

// Rows of a table as text, by column; numbers as digits.
using TableRow = std::map<std::string, std::string>;

class ToldQuotations final : public TableWriter {
public:
    StageRunner run{"corpus_quotes", "corpus.quotes"};

    void add(const Document& document) {
        auto& stage = run.as<CorpusStage>();
        stage.observe(stage.summarise(document, ++documents_));
    }
    void add(const std::string& id, const std::vector<Quote>& quotes, const std::string& published = {},
             const std::string& site = {}) {
        auto document = telling_document(id, quotes);
        if (!published.empty()) document.metadata.set("published", published);
        if (!site.empty()) document.metadata.set("site", site);
        add(document);
    }
    void finish() { run.as<CorpusStage>().finish(*this); }
    std::vector<TableRow> rows(const std::string& table) const {
        std::vector<TableRow> all;
        const auto found = tables_.find(table);
        if (found == tables_.end()) return all;
        for (const auto row : *found->second) {
            TableRow cells;
            for (const auto& field : found->second->schema().fields)
                if (!row.is_null(field.name))
                    cells[field.name] = field.type == Type::integer ? std::to_string(*row.integer(field.name))
                                                                    : std::string(row.string(field.name));
            all.push_back(cells);
        }
        return all;
    }
    // Finishes, and gives the sayings.
    std::vector<TableRow> sayings() {
        finish();
        return rows("sayings");
    }
    RowWriter add(const LayerSchema& schema) override {
        auto& table = tables_[std::string(schema.name)];
        if (!table) table = std::make_unique<Layer>(std::make_shared<Schema>(schema), none_, arena_);
        return {*table, table->add({0, 0})};
    }

private:
    std::string none_;
    std::pmr::monotonic_buffer_resource arena_;
    std::map<std::string, std::unique_ptr<Layer>> tables_;
    std::uint64_t documents_ = 0;
};

}  // namespace quern::testing
