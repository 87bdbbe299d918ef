// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "stage_runner.hpp"

TEST_CASE("words in capitals are marked, short ones are not") {
    auto document = quern::testing::text_document("NO means no, IT said.");
    auto& tokens = document.make_layer(std::make_shared<quern::Schema>(quern::layers::tokens));
    for (const quern::Span word : {quern::Span{0, 2}, {3, 8}, {9, 11}, {13, 15}, {16, 20}}) tokens.add(word);

    quern::testing::StageRunner run("tag_shouts", "tag.shouts");
    run.set("min_letters", 2).process(document);

    const quern::Layer& shouts = *document.find_layer("shouts");
    REQUIRE(shouts.size() == 2);
    CHECK(shouts.text(0) == "NO");
    CHECK(shouts.text(1) == "IT");
    CHECK(shouts[0].integer("letters") == 2);
}
