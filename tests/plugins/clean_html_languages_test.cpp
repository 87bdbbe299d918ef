// SPDX-License-Identifier: MIT
// Pages whose language clean.html has no words of.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "article_page.hpp"
#include "foreign_articles.hpp"

using namespace quern;
using namespace quern::testing;

TEST_CASE("articles in other languages and scripts are found, and menus and links are not in them") {
    for (const auto& article : foreign_articles) {
        CAPTURE(article.language);
        std::string html = "<html lang=" + article.language + " dir=auto><body><div><a href=/>" +
                           article.section + "</a> <a href=/2>" + article.link + "</a></div><div>",
                    text;
        for (const auto& paragraph : article.paragraphs) {
            html += p(paragraph);
            text += (text.empty() ? "" : "\n\n") + paragraph;
        }
        html += "</div><div>" + article.share + "</div><ul><li><a href=/3>" + article.link +
                "</a></li><li><a href=/4>" + article.section + "</a></li></ul></body></html>";
        const auto document = cleaned(html);
        CHECK(document.text() == text);
        CHECK(document.metadata.get("language") == article.language);
    }
}

TEST_CASE("text from right to left stays in the order of its bytes, marks of direction and all") {
    const std::string mixed =
        "قال المكتب إن العبارة \u2066Lindholm 2\u2069 بُنيت عام \u200e1958\u200e، وإنها ستعود إلى العمل قريبا بعد الإصلاح.";
    const auto document =
        cleaned("<html dir=rtl><body><article>" + p(foreign_articles[2].paragraphs[0]) + p(mixed) +
                p(foreign_articles[2].paragraphs[1]) + "</article></body></html>");
    CHECK(document.text() ==
          foreign_articles[2].paragraphs[0] + "\n\n" + mixed + "\n\n" + foreign_articles[2].paragraphs[1]);
}

TEST_CASE("ruby stays, without the reading above it") {
    CHECK(
        cleaned("<article>" +
                p("<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>" + foreign_articles[1].paragraphs[0]) +
                p(foreign_articles[1].paragraphs[1]) + "</article>")
            .text() == "港" + foreign_articles[1].paragraphs[0] + "\n\n" + foreign_articles[1].paragraphs[1]);
}
