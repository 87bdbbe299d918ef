// SPDX-License-Identifier: MIT
// Flattened pages in other languages than English.
#include <catch2/catch.hpp>

#include <string>

#include "flat_article.hpp"
#include "foreign_articles.hpp"

TEST_CASE("prose between guillemets asks nobody for anything") {
    const auto& french = foreign_articles[6].paragraphs;
    const std::string cry =
        "« Suivez-nous sur le quai », a crié le capitaine, qui avait attendu les voyageurs depuis midi.";
    const auto text = french[0] + "\n\n" + cry + "\n\n" + french[1] + "\n\n" + french[2];
    CHECK(cleaned(text).text() == text);
}

TEST_CASE("articles in other languages are found, and menus and links are not in them") {
    for (const auto& article : foreign_articles) {
        CAPTURE(article.language);
        std::string text;
        for (const auto& paragraph : article.paragraphs) text += (text.empty() ? "" : "\n\n") + paragraph;
        const auto document =
            cleaned(article.section + "\n" + article.link + "\n\n" + text + "\n\n" + article.share + "\n\n" +
                    article.link + "\n\n" + article.section + "\n");
        CHECK(document.text() == text);
    }
}

TEST_CASE("a headline that is printed again below does not end what stands above it, in any language") {
    const std::string spanish =
        "El transbordador a Lindholm dejó de navegar este lunes, cuando un marinero encontró una grieta en la "
        "proa, según la oficina del puerto.\n\nMarta Oske, directora de la oficina, aseguró que no saldrá "
        "ningún barco mientras los soldadores de Ostvik no terminen su trabajo.";
    const auto document = cleaned("El transbordador a Lindholm deja de navegar\n\n" + spanish +
                                  "\n\nLo más leído\n\nEl transbordador a Lindholm deja de navegar\n\nDos "
                                  "ferris nuevos para las islas");
    CHECK_THAT(document.text(), Catch::StartsWith(spanish));
    CHECK(document.metadata.get("title") == "El transbordador a Lindholm deja de navegar");
}
