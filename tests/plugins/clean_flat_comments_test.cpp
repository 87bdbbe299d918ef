// SPDX-License-Identifier: MIT
// Readers' comments below an article, and what only looks like them.
#include <catch2/catch.hpp>

#include <string>

#include "flat_article.hpp"
#include "foreign_articles.hpp"

TEST_CASE("readers' comments go, however much they read like the article") {
    const auto article =
        body() +
        "\n\nThe crack was seen by a deckhand who had gone to the bow to smoke, and who told the "
        "captain of it before the ferry had left the quay.\n\nThe yard in Ostvik, which built the "
        "ferry in 1958, said that it would send two welders on Tuesday, and that they would need "
        "a week for the work.\n\nUntil then the post goes by helicopter, and those who have to "
        "cross the water for a doctor are taken by the lifeboat, the harbour office said on "
        "Monday evening.";
    const std::string comments =
        "\n\nsailor58 May 3, 2020 at 9:32 am\n\nI have been on this ferry a hundred times, and the crack was there "
        "last summer, as everybody on the island knows.\n\nReply\n\nMarge May 3, 2020 at 10:01 am\n\nThe harbour "
        "office said that it would mend the ferry in March, and it has not, which is what I expected of "
        "it.\n\nReply";
    for (const std::string heading :
         {"8 COMMENTS", "Comments (2)", "Comments", "See all comments (8)",
          "Share or comment on this article: Ferry to Lindholm stopped after a crack was found in its bow"}) {
        CAPTURE(heading);
        CHECK(cleaned("Ferry to Lindholm stopped\n\n" + article + "\n\n" + heading + comments).text() ==
              article);
    }
    SECTION("a link to them above the article is none of their headings") {
        CHECK(cleaned("Ferry to Lindholm stopped\n\n12 Comments\n\n" + article).text() == article);
    }
    SECTION("a link to them in the middle of it is none either") {
        const std::string more =
            "The market was held without the island, and the bread was sold by noon, the "
            "mayor of Ostvik said on Tuesday.";
        for (const std::string bar : {"12 Comments\n\nShare\n\nTweet", "Leave a comment\n\nEmail"})
            CHECK(cleaned("Ferry to Lindholm stopped\n\n" + article + "\n\n" + bar + "\n\n" + more + "\n\n" +
                          third)
                      .text() == article + "\n\n" + more + "\n\n" + third);
    }
    SECTION("prose that begins like their heading is prose, in any language") {
        const std::string german =
            "Alle Kommentare, die im Netz dazu stehen, hat das Amt gelesen, sagte Oske, und keiner habe ihr "
            "geholfen.\n\nReaktionen auf dem Festland\n\nDort hat man von der Fähre nichts gehört, sagte der "
            "Bürgermeister von Ostvik am Dienstag.";
        CHECK_THAT(cleaned(foreign_articles[5].paragraphs[0] + "\n\n" + foreign_articles[5].paragraphs[1] +
                           "\n\n" + foreign_articles[5].paragraphs[2] + "\n\n" + article + "\n\n" + german)
                       .text(),
                   Catch::Contains("nichts gehört") && Catch::Contains("keiner habe ihr"));
    }
    SECTION("a heading of the article's own stands above prose") {
        const auto last =
            "\n\nComments\n\nMarta Oske said that the ferry was old, and that she would not be the one "
            "who let it sail. The yard said nothing.";
        CHECK_THAT(cleaned("Ferry to Lindholm stopped\n\n" + article + last).text(),
                   Catch::Contains("would not be the one who let it sail"));
    }
}
