// SPDX-License-Identifier: MIT
// A stage that uses every mode of layers at once, with references from each to each.
#include <string>

#include <quern/plugin.hpp>

namespace {

constexpr quern::Column marks_columns[] = {
    {"entity", quern::Type::reference, "The name it marks.", "entities"},
    {"part", quern::Type::span, "Its first byte."}};
constexpr quern::LayerSchema marks{"marks", "Marks.", marks_columns};
constexpr quern::Column added[] = {{"score", quern::Type::integer, "How long it is."},
                                   {"next", quern::Type::reference, "The next name.", "entities"}};
constexpr quern::Column token_columns[] = {
    {"name", quern::Type::reference, "The name it begins.", "entities"}};

class Weaving final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Weaves layers together.");
        d.reads(quern::layers::tokens);
        d.appends(quern::layers::entities);
        d.extends(quern::layers::entities, added);
        d.extends(quern::layers::tokens, token_columns);
        d.writes(marks).named_by("layer");
        d.edits_text();
        d.option("layer", layer_, "What the marks are called.");
    }
    void process(quern::Document& document) const override {
        drop(document, "drop ");
        auto entities = document.append(quern::layers::entities);
        auto rows = document.write(marks);
        const auto tokens = document.read(quern::layers::tokens);
        for (const auto token : tokens) {
            if (token.text() != "new" && token.text() != "n\xC3\xA9w") continue;
            const auto entity = entities.add(token.span()).set("label", "MISC").handle();
            rows.add(token.span())
                .refer("entity", entity)
                .set("part", quern::Span{token.span().begin, token.span().begin + 1});
        }
        if (entities.size() > 0) rows.add({0, 1}).refer("entity", 0);
        auto scores = document.extend(quern::layers::entities);
        for (quern::RowNumber row = 0; row < scores.size(); ++row)
            scores.row(row)
                .set("score", static_cast<int>(scores.layer().span(row).size()))
                .refer("next", (row + 1) % static_cast<quern::RowNumber>(scores.size()));
        auto names = document.extend(quern::layers::tokens);
        for (quern::RowNumber row = 0; row < names.size() && scores.size() > 0; ++row)
            names.row(row).refer("name", row % static_cast<quern::RowNumber>(scores.size()));
        drop(document, "late ");
    }

private:
    static void drop(quern::Document& document, const std::string& word) {
        const auto at = document.text().find(word);
        if (at == std::string::npos) return;
        quern::TextEdit edit(document.text());
        const auto begin = static_cast<std::uint32_t>(at);
        edit.drop({begin, begin + static_cast<std::uint32_t>(word.size())});
        document.apply(edit);
    }
    std::string layer_ = "marks";
};

}  // namespace

QUERN_PLUGIN(quern::stage<Weaving>("test.weaving"));
